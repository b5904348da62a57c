//! The local server of the checker page: the few files of one folder, on 127.0.0.1 only, with the headers that the page
//! is meant to live under. Not meant for a network.

use std::fs;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use crate::machine::Outcome;
use crate::page;

/// The port when none is named.
pub(crate) const DEFAULT_PORT: u16 = 8417;

/// The policy of whatever the page's build names none for.
const NOTHING: &str = "default-src 'none'";

/// `cargo xtask serve`: builds the page, then serves it until it is stopped.
pub(crate) fn run(port: u16) -> Outcome {
    let server = Server::bind(port)?;
    page::run()?;
    println!("\nthe checker page is at {} (Ctrl+C stops it)", server.address());
    server.serve();
    Ok(())
}

/// A listening server.
pub(crate) struct Server {
    listener: TcpListener,
    port: u16,
}

impl Server {
    /// Takes a port of 127.0.0.1; 0 takes any free one.
    pub(crate) fn bind(port: u16) -> Outcome<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
            .map_err(|error| format!("port {port} cannot be used ({error}): name another with --port"))?;
        let port = listener.local_addr().map_err(|error| error.to_string())?.port();
        Ok(Self { listener, port })
    }

    /// Where the page is.
    pub(crate) fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Answers until the program ends, each connection on a thread of its own.
    pub(crate) fn serve(self) {
        for stream in self.listener.incoming().flatten() {
            let port = self.port;
            // A connection that breaks is the browser's affair; the next one is answered all the same.
            thread::spawn(move || drop(answer(&stream, port)));
        }
    }
}

/// Reads one request and answers it; every connection carries one.
fn answer(stream: &TcpStream, port: u16) -> io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let mut lines = BufReader::new(stream.take(16 * 1024)).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    let mut host = String::new();
    for line in lines {
        let line = line?;
        if line.is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("host")
        {
            host = value.trim().to_owned();
        }
    }
    let mut words = request.split(' ');
    let (method, target) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    // A page of another name that was made to resolve to this machine is not ours.
    let ours = [format!("127.0.0.1:{port}"), format!("localhost:{port}")].contains(&host);
    let path = file_of(target);
    let policy = path.as_deref().and_then(policy_of).unwrap_or_else(|| NOTHING.to_owned());
    let (status, kind, body) = match (ours, method) {
        (false, _) => ("421 Misdirected Request", "text/plain; charset=utf-8", b"not this host\n".to_vec()),
        (true, "GET" | "HEAD") => match path.and_then(|path| Some((content_type(&path)?, fs::read(&path).ok()?))) {
            Some((kind, body)) => ("200 OK", kind, body),
            None => ("404 Not Found", "text/plain; charset=utf-8", b"not found\n".to_vec()),
        },
        (true, _) => ("405 Method Not Allowed", "text/plain; charset=utf-8", b"GET or HEAD\n".to_vec()),
    };
    let mut out = stream;
    write!(
        out,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nContent-Security-Policy: {policy}\r\n\
         X-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\nCross-Origin-Opener-Policy: same-origin\r\n\
         Cross-Origin-Resource-Policy: same-origin\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n",
        body.len()
    )?;
    if method != "HEAD" {
        out.write_all(&body)?;
    }
    out.flush()
}

/// The policy that the page's build wrote down for a file.
fn policy_of(path: &Path) -> Option<String> {
    let headers = fs::read_to_string(page::folder().join("headers.json")).ok()?;
    policy_in(&headers, path.file_name()?.to_str()?).map(str::to_owned)
}

/// The line of a file in `headers.json`: `"name": "policy"`. A policy holds no quotation mark of that kind.
fn policy_in<'a>(headers: &'a str, name: &str) -> Option<&'a str> {
    let name = format!("\"{name}\": \"");
    headers.lines().find_map(|line| line.trim().strip_prefix(&name)?.split('"').next())
}

/// The file that a request's path means.
fn file_of(target: &str) -> Option<PathBuf> {
    let path = target.split(['?', '#']).next()?.strip_prefix('/')?;
    let (folder, path) = (page::folder(), if path.is_empty() { "index.html" } else { path });
    // Plain names only: nothing that could lead out of the folder.
    let plain = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
    };
    path.split('/').all(plain).then(|| folder.join(path))
}

fn content_type(path: &Path) -> Option<&'static str> {
    Some(match path.extension()?.to_str()? {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json; charset=utf-8",
        "svg" => "image/svg+xml",
        "webmanifest" => "application/manifest+json",
        "wasm" => "application/wasm",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{file_of, policy_in};

    #[test]
    fn it_sends_the_policy_that_the_build_wrote_for_a_file() {
        let headers =
            "{\n  \"index.html\": \"default-src 'none'; img-src data:\",\n  \"sw.js\": \"connect-src 'self'\"\n}\n";
        assert_eq!(policy_in(headers, "index.html"), Some("default-src 'none'; img-src data:"));
        assert_eq!(policy_in(headers, "sw.js"), Some("connect-src 'self'"));
        assert_eq!(policy_in(headers, "icon.svg"), None);
    }

    #[test]
    fn it_serves_nothing_outside_its_folder() {
        for target in ["/../Cargo.toml", "/a/../../x.js", "/.git/config", "//etc/passwd", "/a/%2e%2e/b", "/a/", "x", ""]
        {
            assert_eq!(file_of(target), None, "{target}");
        }
        assert!(file_of("/").is_some_and(|path| path.ends_with("page/index.html")));
        assert!(file_of("/sw.js?v=1").is_some_and(|path| path.ends_with("page/sw.js")));
    }
}
