//! `cargo xtask demo`: the demo page with an emulated COS behind it.

use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};

use anyhow::{Context, Result, bail};

use crate::{emulator, pkg, process, setup};

/// What to do once the page is served.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Wait for a visitor, until stopped.
    Serve,
    /// Use it as a visitor would, in a browser without window.
    Check,
}

/// Sets everything up and serves the page.
///
/// # Errors
/// When a step fails, or the check does.
pub fn run(mode: Mode) -> Result<()> {
    let chromium = if mode == Mode::Check { Some(setup::chromium()?) } else { None };
    pkg::run()?;
    let mut server = Server::start()?;
    match chromium {
        None => {
            println!("demo page: {}/", server.address);
            server.wait()
        }
        Some(chromium) => {
            let mut check = process::program("node");
            check.args(["tests/demo/check.mjs", &server.address]).env(setup::CHROMIUM, chromium);
            process::run(&mut check)
        }
    }
}

/// The emulator with the page; stopped when dropped.
struct Server {
    process: Child,
    address: String,
}

impl Server {
    fn start() -> Result<Self> {
        let mut command = process::program(emulator::build()?);
        // It ends with this program, however this program ends.
        command.args(["--port", "0", "--www", "www", "--pkg", "pkg", "--until-stdin-closes"]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut server =
            Self { process: command.spawn().context("cannot start the emulator")?, address: String::new() };
        let output = server.process.stdout.take().context("the emulator has no output")?;
        let mut lines = BufReader::new(output).lines();
        let first = lines.next().transpose()?.unwrap_or_default();
        let Some(address) = first.strip_prefix("listening on ") else {
            bail!("the emulator said `{first}` in place of its address");
        };
        address.trim_end_matches('/').clone_into(&mut server.address);
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(|line| println!("{line}")));
        Ok(server)
    }

    fn wait(&mut self) -> Result<()> {
        // Waiting by itself would close the input.
        let _input = self.process.stdin.take();
        let status = self.process.wait()?;
        if !status.success() {
            bail!("the emulator ended ({status})");
        }
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to stop.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
