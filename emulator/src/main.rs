//! `cos-emulator`: the emulator as a program.

use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use cos_emulator::{Emulator, Options, server};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

const USAGE: &str = "\
usage: cos-emulator [options]

  --port N              the port on 127.0.0.1; 0 for a free one (default 9000)
  --dir D               where objects are kept from start to start (default: a temporary directory)
  --www DIR             serve the files of DIR at /; may be repeated, the first hit wins
  --pkg DIR             serve the files of DIR at /pkg/
  --bucket NAME:REGION  a bucket that exists from the start (default demo-1250000000:ap-guangzhou)
  --restore-seconds N   how long it takes to restore an archived object (default 0)
  --closed-cors         without cross-origin rules a bucket admits no page, as in the real service
  --until-stdin-closes  exit when standard input closes
";

struct Arguments {
    port: u16,
    until_stdin_closes: bool,
    options: Options,
}

fn main() -> ExitCode {
    match parse(std::env::args().skip(1)).map(run) {
        Ok(Ok(())) => ExitCode::SUCCESS,
        Ok(Err(error)) => fail(&error.to_string()),
        Err(reason) if reason.is_empty() => {
            print!("{USAGE}");
            ExitCode::SUCCESS
        }
        Err(reason) => fail(&format!("{reason}\n\n{USAGE}")),
    }
}

fn fail(reason: &str) -> ExitCode {
    eprintln!("cos-emulator: {reason}");
    ExitCode::FAILURE
}

/// The arguments, or why they are none; an empty reason asks for the usage.
fn parse(mut words: impl Iterator<Item = String>) -> Result<Arguments, String> {
    let mut arguments = Arguments { port: 9000, until_stdin_closes: false, options: Options::default() };
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or_else(|| format!("{word} needs a value"));
        match word.as_str() {
            "--port" => arguments.port = value()?.parse().map_err(|_| "--port is not a port".to_owned())?,
            "--dir" => arguments.options.dir = Some(value()?.into()),
            "--www" => arguments.options.www.push(PathBuf::from(value()?)),
            "--pkg" => arguments.options.pkg = Some(value()?.into()),
            "--bucket" => arguments.options.buckets.push(bucket(&value()?)?),
            "--restore-seconds" => {
                let seconds = value()?.parse().map_err(|_| "--restore-seconds is not a number".to_owned())?;
                arguments.options.restore_duration = Duration::from_secs(seconds);
            }
            "--closed-cors" => arguments.options.open_cors = false,
            "--until-stdin-closes" => arguments.until_stdin_closes = true,
            "--help" | "-h" => return Err(String::new()),
            _ => return Err(format!("unknown option {word}")),
        }
    }
    if arguments.options.buckets.is_empty() {
        arguments.options.buckets.push(("demo-1250000000".to_owned(), "ap-guangzhou".to_owned()));
    }
    Ok(arguments)
}

fn bucket(text: &str) -> Result<(String, String), String> {
    let (name, region) = text.split_once(':').ok_or("--bucket is not NAME:REGION")?;
    Ok((name.to_owned(), region.to_owned()))
}

fn run(arguments: Arguments) -> std::io::Result<()> {
    let runtime = tokio::runtime::Runtime::new()?;
    let result = runtime.block_on(serve(arguments));
    // Bodies that are slow on purpose must not keep the program alive.
    runtime.shutdown_timeout(Duration::from_millis(500));
    result
}

async fn serve(arguments: Arguments) -> std::io::Result<()> {
    let emulator = Arc::new(Emulator::new(arguments.options)?);
    let listener = TcpListener::bind(("127.0.0.1", arguments.port)).await?;
    let port = listener.local_addr()?.port();
    // Names below localhost may resolve to ::1 first; where there is no IPv6 the other address has to do.
    if let Ok(listener) = TcpListener::bind(("::1", port)).await {
        tokio::spawn(server::serve(listener, Arc::clone(&emulator)));
    }
    println!("listening on http://127.0.0.1:{port}");
    std::io::stdout().flush()?;
    tokio::select! {
        failed = server::serve(listener, emulator) => failed.map(|never| match never {}),
        () = stdin_closed(), if arguments.until_stdin_closes => Ok(()),
        stopped = tokio::signal::ctrl_c() => stopped,
        () = terminated() => Ok(()),
    }
}

/// Waits on a thread of its own, because a read from standard input cannot be called off.
async fn stdin_closed() {
    let (closed, wait) = oneshot::channel();
    std::thread::spawn(move || {
        let mut buffer = [0; 256];
        while std::io::stdin().read(&mut buffer).is_ok_and(|count| count > 0) {}
        closed.send(()).ok();
    });
    wait.await.ok();
}

#[cfg(unix)]
async fn terminated() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => drop(terminate.recv().await),
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminated() {
    std::future::pending().await
}
