//! All automation of the repository: `cargo xtask <command>`.

mod bench;
mod demo;
mod docs;
mod emulator;
mod fuzz;
mod layers;
mod parity;
mod pkg;
mod process;
mod setup;
mod size;
mod test;
mod workspace;

use std::process::ExitCode;

const USAGE: &str = "usage: cargo xtask <command>

  demo [--check]   sets everything up, builds the package, serves the demo page with an emulated COS
  test             sets everything up and runs every check and test
  pkg              builds the npm package into pkg/
  size [--json]    what each entry makes a page download, against size-budget.toml
  emulator [...]   runs the emulated COS alone, with the given arguments
  layers           checks which part of src/ uses which
  bench [...]      measures cos-js-sdk-v5 and the package in one browser: [--json] [--quick] [--case TEXT]
  parity [--json]  plays the same calls with cos-js-sdk-v5 and with the package, and compares
  vectors [--check]
                   records again what cos-js-sdk-v5 does, into tests/vectors/, or checks that it still does so
  fuzz [--seconds N]
                   feeds the readers of answers with bytes, so many seconds each; 60 unless given
  docs [--check]   writes docs/api.md from the catalog and the types, or checks that they say the same";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((command, rest)) = arguments.split_first() else {
        return refuse("");
    };
    let done = match (command.as_str(), as_strs(rest).as_slice()) {
        ("demo", []) => demo::run(demo::Mode::Serve),
        ("demo", ["--check"]) => demo::run(demo::Mode::Check),
        ("test", []) => test::run(),
        ("pkg", []) => pkg::run(),
        ("size", []) => size::run(size::Form::Table),
        ("size", ["--json"]) => size::run(size::Form::Json),
        ("emulator", _) => emulator::run(rest),
        ("layers", []) => layers::run(),
        ("parity", form @ ([] | ["--json"])) => parity::run(form),
        ("vectors", form @ ([] | ["--check"])) => parity::record(form),
        ("bench", _) => bench::run(rest),
        ("fuzz", []) => fuzz::run(60),
        ("fuzz", ["--seconds", seconds]) => match seconds.parse() {
            Ok(seconds) => fuzz::run(seconds),
            Err(_) => return refuse(&format!("`{seconds}` is no number of seconds\n")),
        },
        ("docs", []) => docs::run(),
        ("docs", ["--check"]) => docs::check(),
        _ => return refuse(&format!("unknown command `{}`\n", arguments.join(" "))),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.is::<test::Silent>() => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn as_strs(arguments: &[String]) -> Vec<&str> {
    arguments.iter().map(String::as_str).collect()
}

fn refuse(reason: &str) -> ExitCode {
    eprintln!("{reason}{USAGE}");
    ExitCode::from(2)
}
