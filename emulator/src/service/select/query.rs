//! From SQL to what is done with each record.

use std::sync::LazyLock;

use regex::Regex;
use sqlparser::ast::{
    Expr, FunctionArg, FunctionArgExpr, FunctionArguments, GroupByExpr, LimitClause, Query as Parsed, Select,
    SelectItem, SetExpr, Statement, TableFactor,
};
use sqlparser::dialect::GenericDialect;
use sqlparser::parser::Parser;

use super::expression::Names;
use super::term::{Step, Term};
use crate::failure::Failure;

/// `FROM COSObject`, and the path into JSON behind it, which is no SQL.
static SOURCE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"(?i)\bfrom\s+cosobject((?:\.\w+|\."[^"]*"|\[\*\]|\[\d+\])*)"#).ok());
static STEP: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"\.(\w+)|\."([^"]*)"|\[(\*|\d+)\]"#).ok());

/// A selection.
#[derive(Debug)]
pub(super) struct Query {
    /// Where in a JSON value the records are.
    pub(super) path: Vec<Step>,
    pub(super) columns: Columns,
    pub(super) condition: Option<Term>,
    pub(super) limit: Option<usize>,
}

#[derive(Debug)]
pub(super) enum Columns {
    /// The whole record.
    All,
    /// One value for each column of each record.
    Each(Vec<Column<Term>>),
    /// One record about all records.
    Total(Vec<Column<Aggregate>>),
}

#[derive(Debug)]
pub(super) struct Column<T> {
    pub(super) name: String,
    pub(super) content: T,
}

/// A function of all records; without a term it counts records.
#[derive(Debug)]
pub(super) struct Aggregate {
    pub(super) kind: Total,
    pub(super) term: Option<Term>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Total {
    Count,
    Sum,
    Average,
    Least,
    Greatest,
}

pub(super) fn parsing_error(message: impl Into<String>) -> Failure {
    Failure::new(400, "SQLParsingError", message)
}

pub(super) fn unsupported(what: &str) -> Failure {
    parsing_error(format!("{what} is not supported in the SQL expression."))
}

/// The longest expression. The service takes 256 KB; what is that long here could only be meant to break something.
const EXPRESSION_LIMIT: usize = 8 * 1024;

impl Query {
    pub(super) fn parse(expression: &str) -> Result<Self, Failure> {
        if expression.len() > EXPRESSION_LIMIT {
            return Err(parsing_error("The SQL expression is too long."));
        }
        let pattern = SOURCE.as_ref().ok_or_else(|| unsupported("This source"))?;
        let path = pattern.captures(expression).and_then(|found| found.get(1));
        let path = path.map(|path| steps(path.as_str())).unwrap_or_default();
        let sql = pattern.replace(expression, "FROM COSObject");
        let statements = Parser::parse_sql(&GenericDialect {}, &sql).map_err(|error| {
            parsing_error(format!("Encountered an error parsing the SQL expression: {error}."))
        })?;
        let [Statement::Query(query)] = statements.as_slice() else {
            return Err(unsupported("Anything but one SELECT"));
        };
        let select = plain_select(query)?;
        let names = Names::of(source_alias(select)?);
        Ok(Self {
            path,
            columns: columns(select, &names)?,
            condition: select.selection.as_ref().map(|condition| names.term(condition)).transpose()?,
            limit: limit(query)?,
        })
    }
}

fn steps(path: &str) -> Vec<Step> {
    let pattern = STEP.as_ref();
    let found = pattern.into_iter().flat_map(|pattern| pattern.captures_iter(path));
    let step = |found: regex::Captures<'_>| match (found.get(1), found.get(2), found.get(3)) {
        (Some(name), ..) => Step::Name { name: name.as_str().to_owned(), is_exact: false },
        (_, Some(name), _) => Step::Name { name: name.as_str().to_owned(), is_exact: true },
        (.., index) => index.and_then(|index| index.as_str().parse().ok()).map_or(Step::All, Step::Index),
    };
    found.map(step).collect()
}

/// Refuses what the service does not know: groups, orders, unions and the like.
fn plain_select(query: &Parsed) -> Result<&Select, Failure> {
    let SetExpr::Select(select) = query.body.as_ref() else { return Err(unsupported("UNION")) };
    let has_groups = match &select.group_by {
        GroupByExpr::All(_) => true,
        GroupByExpr::Expressions(expressions, _) => !expressions.is_empty(),
    };
    let refused = [
        (query.order_by.is_some(), "ORDER"),
        (query.with.is_some(), "WITH"),
        (has_groups, "GROUP"),
        (select.having.is_some(), "HAVING"),
        (select.distinct.is_some(), "DISTINCT"),
    ];
    match refused.iter().find(|(is_there, _)| *is_there) {
        Some((_, what)) => Err(unsupported(what)),
        None => Ok(select),
    }
}

/// The other name of `COSObject`.
fn source_alias(select: &Select) -> Result<Option<String>, Failure> {
    let [source] = select.from.as_slice() else {
        return Err(parsing_error(if select.from.is_empty() {
            "FROM is missing in the SQL expression."
        } else {
            "JOIN is not supported in the SQL expression."
        }));
    };
    if !source.joins.is_empty() {
        return Err(unsupported("JOIN"));
    }
    match &source.relation {
        TableFactor::Table { name, alias, .. } if name.to_string().eq_ignore_ascii_case("cosobject") => {
            Ok(alias.as_ref().map(|alias| alias.name.value.clone()))
        }
        _ => Err(unsupported("A source other than COSObject")),
    }
}

fn limit(query: &Parsed) -> Result<Option<usize>, Failure> {
    match &query.limit_clause {
        None => Ok(None),
        Some(LimitClause::LimitOffset { limit: Some(limit), offset: None, limit_by })
            if limit_by.is_empty() =>
        {
            limit.to_string().parse().map(Some).map_err(|_| parsing_error("LIMIT is not a number."))
        }
        Some(_) => Err(unsupported("OFFSET")),
    }
}

fn columns(select: &Select, names: &Names) -> Result<Columns, Failure> {
    let items = select.projection.as_slice();
    if items.is_empty() {
        return Err(parsing_error("The SQL expression contains an empty SELECT."));
    }
    if let [SelectItem::Wildcard(_) | SelectItem::QualifiedWildcard(..)] = items {
        return Ok(Columns::All);
    }
    let mut each = Vec::new();
    let mut totals = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let (expression, alias) = match item {
            SelectItem::UnnamedExpr(expression) => (expression, None),
            SelectItem::ExprWithAlias { expr, alias } => (expr, Some(alias.value.clone())),
            _ => {
                let message = "Other expressions are not allowed in the SELECT list when '*' is used without dot notation.";
                return Err(parsing_error(message));
            }
        };
        let position = || format!("_{}", index + 1);
        if let Some(content) = aggregate(expression, names)? {
            totals.push(Column { name: alias.unwrap_or_else(position), content });
        } else {
            let content = names.term(expression)?;
            let name = alias.or_else(|| own_name(&content)).unwrap_or_else(position);
            each.push(Column { name, content });
        }
    }
    match (each.is_empty(), totals.is_empty()) {
        (_, true) => Ok(Columns::Each(each)),
        (true, _) => Ok(Columns::Total(totals)),
        _ => Err(unsupported("A mixture of columns and totals")),
    }
}

/// A path is called by its last name.
fn own_name(term: &Term) -> Option<String> {
    match term {
        Term::Path(steps) => match steps.last()? {
            Step::Name { name, .. } => Some(name.clone()),
            Step::Index(_) | Step::All => None,
        },
        _ => None,
    }
}

fn aggregate(expression: &Expr, names: &Names) -> Result<Option<Aggregate>, Failure> {
    let Expr::Function(function) = expression else { return Ok(None) };
    let kind = match function.name.to_string().to_ascii_lowercase().as_str() {
        "count" => Total::Count,
        "sum" => Total::Sum,
        "avg" => Total::Average,
        "min" => Total::Least,
        "max" => Total::Greatest,
        _ => return Ok(None),
    };
    let FunctionArguments::List(list) = &function.args else { return Err(unsupported("This function")) };
    match list.args.as_slice() {
        [FunctionArg::Unnamed(FunctionArgExpr::Wildcard)] if kind == Total::Count => {
            Ok(Some(Aggregate { kind, term: None }))
        }
        [FunctionArg::Unnamed(FunctionArgExpr::Expr(argument))] => {
            Ok(Some(Aggregate { kind, term: Some(names.term(argument)?) }))
        }
        _ => Err(parsing_error(format!("{} takes one argument.", function.name))),
    }
}
