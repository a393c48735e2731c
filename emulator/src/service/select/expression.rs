//! From SQL expressions to terms.

use serde_json::Value;
use sqlparser::ast::{
    AccessExpr, BinaryOperator, DataType, Expr, Function as Call, FunctionArg, FunctionArgExpr,
    FunctionArguments, Ident, Subscript, UnaryOperator, Value as Literal, ValueWithSpan,
};

use super::function::{Arithmetic, Comparison, Function, Type};
use super::query::{parsing_error, unsupported};
use super::term::{Step, Term};
use crate::failure::Failure;

/// The names that stand for the record itself.
pub(super) struct Names(Vec<String>);

impl Names {
    pub(super) fn of(alias: Option<String>) -> Self {
        Self(alias.into_iter().chain(["cosobject".to_owned()]).collect())
    }

    pub(super) fn term(&self, expression: &Expr) -> Result<Term, Failure> {
        let boxed = |expression: &Expr| self.term(expression).map(Box::new);
        Ok(match expression {
            Expr::Nested(inner) => self.term(inner)?,
            Expr::Value(literal) => constant(literal)?,
            Expr::Identifier(name) => Term::Path(self.path(std::slice::from_ref(name))?),
            Expr::CompoundIdentifier(names) => Term::Path(self.path(names)?),
            Expr::CompoundFieldAccess { root, access_chain } => self.access(root, access_chain)?,
            Expr::UnaryOp { op: UnaryOperator::Not, expr } => Term::Not(boxed(expr)?),
            Expr::UnaryOp { op: UnaryOperator::Minus, expr } => Term::Negative(boxed(expr)?),
            Expr::BinaryOp { left, op: BinaryOperator::And, right } => {
                Term::Both(boxed(left)?, boxed(right)?)
            }
            Expr::BinaryOp { left, op: BinaryOperator::Or, right } => {
                Term::Either(boxed(left)?, boxed(right)?)
            }
            Expr::BinaryOp { left, op: BinaryOperator::StringConcat, right } => {
                Term::Concatenation(boxed(left)?, boxed(right)?)
            }
            Expr::BinaryOp { left, op, right } => binary(boxed(left)?, op, boxed(right)?)?,
            Expr::Cast { expr, data_type, .. } => Term::Cast(boxed(expr)?, type_of(data_type)?),
            Expr::Trim { expr, .. } => Term::Call(Function::Trim, vec![self.term(expr)?]),
            Expr::Substring { expr, substring_from, substring_for, .. } => {
                let place = [substring_from, substring_for].into_iter().flatten();
                let terms = std::iter::once(expr).chain(place).map(|term| self.term(term));
                Term::Call(Function::Substring, terms.collect::<Result<_, _>>()?)
            }
            Expr::Function(call) => self.call(call)?,
            other => self.condition(other)?,
        })
    }

    fn condition(&self, expression: &Expr) -> Result<Term, Failure> {
        let boxed = |expression: &Expr| self.term(expression).map(Box::new);
        Ok(match expression {
            Expr::IsNull(inner) => Term::IsAbsent(boxed(inner)?),
            Expr::IsNotNull(inner) => not(Term::IsAbsent(boxed(inner)?), true),
            Expr::Between { expr, negated, low, high } => {
                let low = Term::Comparison(boxed(expr)?, Comparison::GreaterOrEqual, boxed(low)?);
                let high = Term::Comparison(boxed(expr)?, Comparison::LessOrEqual, boxed(high)?);
                not(Term::Both(Box::new(low), Box::new(high)), *negated)
            }
            Expr::InList { expr, list, negated } => {
                let list = list.iter().map(|item| self.term(item)).collect::<Result<_, _>>()?;
                not(Term::OneOf(boxed(expr)?, list), *negated)
            }
            Expr::Like { negated, expr, pattern, escape_char, .. } => {
                let escape = escape_char.as_deref().and_then(escape_of);
                not(Term::Like { text: boxed(expr)?, pattern: boxed(pattern)?, escape }, *negated)
            }
            other => return Err(unsupported(&other.to_string())),
        })
    }

    /// The steps of a name, without the name of the record in front.
    fn path(&self, names: &[Ident]) -> Result<Vec<Step>, Failure> {
        let of_record = |first: &Ident| {
            names.len() > 1 && self.0.iter().any(|name| name.eq_ignore_ascii_case(&first.value))
        };
        let names = match names.split_first() {
            Some((first, rest)) if of_record(first) => rest,
            _ => names,
        };
        names.iter().map(step).collect()
    }

    /// A path with indices, such as `s.list[1].name`.
    fn access(&self, root: &Expr, chain: &[AccessExpr]) -> Result<Term, Failure> {
        let Term::Path(mut steps) = self.term(root)? else { return Err(unsupported("This access")) };
        let is_record =
            |name: &String| matches!(root, Expr::Identifier(root) if root.value.eq_ignore_ascii_case(name));
        if self.0.iter().any(is_record) {
            steps.clear();
        }
        for access in chain {
            steps.push(match access {
                AccessExpr::Dot(Expr::Identifier(name)) => step(name)?,
                AccessExpr::Subscript(Subscript::Index { index }) => match self.term(index)? {
                    Term::Constant(Value::String(name)) => Step::Name { name, is_exact: true },
                    Term::Constant(Value::Number(number)) => {
                        let index = number.as_u64().and_then(|index| usize::try_from(index).ok());
                        Step::Index(index.ok_or_else(|| parsing_error("An index is not a whole number."))?)
                    }
                    _ => return Err(unsupported("This index")),
                },
                _ => return Err(unsupported("This access")),
            });
        }
        Ok(Term::Path(steps))
    }

    fn call(&self, call: &Call) -> Result<Term, Failure> {
        let name = call.name.to_string().to_ascii_lowercase();
        let function = match name.as_str() {
            "lower" => Function::Lower,
            "upper" => Function::Upper,
            "char_length" | "character_length" => Function::Length,
            "coalesce" => Function::Coalesce,
            "nullif" => Function::NullIf,
            _ => return Err(unsupported(&format!("The function {name}"))),
        };
        let FunctionArguments::List(list) = &call.args else { return Err(unsupported("This function")) };
        let terms = list.args.iter().map(|argument| match argument {
            FunctionArg::Unnamed(FunctionArgExpr::Expr(argument)) => self.term(argument),
            _ => Err(unsupported("This argument")),
        });
        Ok(Term::Call(function, terms.collect::<Result<_, _>>()?))
    }
}

fn step(name: &Ident) -> Result<Step, Failure> {
    let number = name.value.strip_prefix('_').filter(|_| name.quote_style.is_none());
    if number.and_then(|number| number.parse::<usize>().ok()) == Some(0) {
        return Err(parsing_error("The column index is invalid in the SQL expression."));
    }
    Ok(Step::Name { name: name.value.clone(), is_exact: name.quote_style.is_some() })
}

fn not(term: Term, negated: bool) -> Term {
    if negated { Term::Not(Box::new(term)) } else { term }
}

fn constant(literal: &ValueWithSpan) -> Result<Term, Failure> {
    let value = match &literal.value {
        Literal::Number(text, _) => {
            serde_json::from_str(text).map_err(|_| parsing_error("A number is none."))?
        }
        Literal::SingleQuotedString(text) => Value::String(text.clone()),
        Literal::Boolean(holds) => Value::Bool(*holds),
        Literal::Null => Value::Null,
        other => return Err(unsupported(&other.to_string())),
    };
    Ok(Term::Constant(value))
}

fn binary(left: Box<Term>, operator: &BinaryOperator, right: Box<Term>) -> Result<Term, Failure> {
    if let Some(comparison) = comparison(operator) {
        return Ok(Term::Comparison(left, comparison, right));
    }
    let arithmetic = |operation| Ok(Term::Arithmetic(left, operation, right));
    match operator {
        BinaryOperator::Plus => arithmetic(Arithmetic::Plus),
        BinaryOperator::Minus => arithmetic(Arithmetic::Minus),
        BinaryOperator::Multiply => arithmetic(Arithmetic::Times),
        BinaryOperator::Divide => arithmetic(Arithmetic::Over),
        BinaryOperator::Modulo => arithmetic(Arithmetic::Modulo),
        _ => Err(unsupported(&operator.to_string())),
    }
}

fn comparison(operator: &BinaryOperator) -> Option<Comparison> {
    match operator {
        BinaryOperator::Eq => Some(Comparison::Equal),
        BinaryOperator::NotEq => Some(Comparison::NotEqual),
        BinaryOperator::Lt => Some(Comparison::Less),
        BinaryOperator::LtEq => Some(Comparison::LessOrEqual),
        BinaryOperator::Gt => Some(Comparison::Greater),
        BinaryOperator::GtEq => Some(Comparison::GreaterOrEqual),
        _ => None,
    }
}

fn escape_of(escape: &Expr) -> Option<char> {
    match escape {
        Expr::Value(ValueWithSpan { value: Literal::SingleQuotedString(text), .. }) => text.chars().next(),
        _ => None,
    }
}

fn type_of(data_type: &DataType) -> Result<Type, Failure> {
    let name = data_type.to_string().to_ascii_lowercase();
    match name.split('(').next().unwrap_or_default().trim() {
        "int" | "integer" | "bigint" | "smallint" => Ok(Type::Integer),
        "float" | "double" | "real" | "decimal" | "numeric" | "double precision" => Ok(Type::Float),
        "string" | "char" | "varchar" | "text" | "character" | "timestamp" => Ok(Type::Text),
        "bool" | "boolean" => Ok(Type::Boolean),
        _ => Err(unsupported(&format!("CAST to {name}"))),
    }
}
