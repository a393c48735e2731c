//! Counting tests from what their runners print.

/// How many tests passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Those that passed.
    pub passed: u32,
    /// Those that failed.
    pub failed: u32,
}

impl Count {
    /// A check that is no more than right or wrong.
    pub const ONE_PASSED: Self = Self { passed: 1, failed: 0 };
    /// See [`Self::ONE_PASSED`].
    pub const ONE_FAILED: Self = Self { passed: 0, failed: 1 };

    /// Both together.
    pub fn plus(self, other: Self) -> Self {
        Self { passed: self.passed + other.passed, failed: self.failed + other.failed }
    }

    /// A runner that complains without a failed test (it did not compile, it crashed) is a failure.
    pub fn or_failed_unless(self, succeeded: bool) -> Self {
        if succeeded || self.failed > 0 { self } else { self.plus(Self::ONE_FAILED) }
    }

    /// The sum of `test result: ok. 3 passed; 0 failed; ...`.
    pub fn of_cargo(printed: &str) -> Self {
        let results = printed.lines().filter_map(|line| line.trim().strip_prefix("test result: "));
        results.fold(Self::default(), |total, result| {
            total.plus(Self {
                passed: number_before(result, " passed"),
                failed: number_before(result, " failed"),
            })
        })
    }

    /// The closing lines `# pass 3`, `# fail 0`, `# cancelled 0` of the test runner of Node.js.
    pub fn of_tap(printed: &str) -> Self {
        let last = |name: &str| {
            let found = printed
                .lines()
                .rev()
                .find_map(|line| line.strip_prefix("# ")?.strip_prefix(name)?.trim().parse().ok());
            found.unwrap_or(0)
        };
        Self { passed: last("pass "), failed: last("fail ") + last("cancelled ") }
    }
}

fn number_before(text: &str, word: &str) -> u32 {
    let before = text.split(word).next().unwrap_or_default();
    before.rsplit(' ').next().and_then(|number| number.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::Count;

    #[test]
    fn results_of_cargo_are_summed() {
        let printed = "running 3 tests\ntest result: ok. 3 passed; 0 failed; 1 ignored; 0 measured\n\n\
            test result: FAILED. 1 passed; 2 failed; 0 ignored\n";
        assert_eq!(Count::of_cargo(printed), Count { passed: 4, failed: 2 });
        assert_eq!(Count::of_cargo("error: could not compile"), Count::default());
    }

    #[test]
    fn results_of_node_are_at_the_end() {
        let printed =
            "# pass me the salt\nok 1 - a\n# tests 7\n# pass 5\n# fail 1\n# cancelled 1\n# skipped 0\n";
        assert_eq!(Count::of_tap(printed), Count { passed: 5, failed: 2 });
    }

    #[test]
    fn a_runner_that_crashes_is_a_failure() {
        assert_eq!(Count::ONE_PASSED.or_failed_unless(false), Count { passed: 1, failed: 1 });
        assert_eq!(Count::ONE_FAILED.or_failed_unless(false), Count::ONE_FAILED);
        assert_eq!(Count::ONE_PASSED.or_failed_unless(true), Count::ONE_PASSED);
    }
}
