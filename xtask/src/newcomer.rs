//! `cargo xtask prove newcomer [--whole]`: what the README asks of somebody who has nothing, done as it says, from a bare Debian 13 in a folder. Everything comes
//! from the registries: Debian's packages (its own Rust, Node.js and Python), crates.io, npm, PyPI.
//!
//! The folder is made by debootstrap and taken away afterwards. What runs in it has a name space of its own: its mounts and its processes end with it.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::machine::{Outcome, answer, call, is_set, native_target, on_path, readable, root};
use crate::serve::DEFAULT_PORT;

/// The release that is bare, and where it comes from. The first whose Rust and Node.js are new enough.
const RELEASE: &str = "trixie";
const MIRROR: &str = "http://deb.debian.org/debian";
const SOURCES: &str = "deb http://deb.debian.org/debian trixie main\ndeb http://deb.debian.org/debian trixie-updates main\n\
    deb http://deb.debian.org/debian-security trixie-security main\n";

/// The line of the README with what has to be installed: between these words and the end of the line.
const INSTALL: &str = "apt-get install --no-install-recommends ";

/// So that nobody is asked.
const QUIET: &str = "-qq -y -o Dpkg::Use-Pty=0 ";

/// Where a clone lies in the folder.
const CLONE: &str = "home/garim";

/// Certificates of authorities: a machine's own, because it may stand behind one of its own.
const CERTIFICATES: &str = "etc/ssl/certs/ca-certificates.crt";

/// As long as a step may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(3600);

/// Which tests of the page show that it works: that it loads under its policy, and that a draft is checked, masked and taken away.
const WORKS: &str = "it loads under its strict policy|nothing that was masked is in any";

/// The short proof: packages, clone, set-up, the page built, served and used.
pub(crate) fn run() -> Outcome {
    prove(false)
}

/// The same with every test.
pub(crate) fn whole() -> Outcome {
    prove(true)
}

fn prove(whole: bool) -> Outcome {
    if answer(Command::new("id").arg("-u")).as_deref() != Some("0") {
        return Err("a folder with a system of its own is root's to make".to_owned());
    }
    for program in ["debootstrap", "unshare", "chroot"] {
        if on_path(program).is_none() {
            return Err(format!("{program} is missing: on Debian `apt-get install debootstrap util-linux` as root"));
        }
    }
    if TcpStream::connect((Ipv4Addr::LOCALHOST, DEFAULT_PORT)).is_ok() {
        return Err(format!("port {DEFAULT_PORT} is taken, and `cargo xtask serve` wants it"));
    }
    let folder = native_target().join("newcomer");
    let _ = fs::remove_dir_all(&folder);
    let result = Bare { folder: folder.clone(), rows: Vec::new() }.prove(whole);
    if is_set("GARIM_KEEP") {
        println!("  kept: {}", folder.display());
    } else {
        fs::remove_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    result
}

/// A bare system, and what each step took.
struct Bare {
    folder: PathBuf,
    rows: Vec<(String, Duration, u64)>,
}

impl Bare {
    fn prove(&mut self, whole: bool) -> Outcome {
        let packages = packages()?;
        self.step("a bare Debian 13 (debootstrap)", |bare| bare.debootstrap())?;
        self.step("apt-get install", |bare| {
            bare.run("/", "apt-get -qq update")?;
            bare.run("/", &format!("{INSTALL}{QUIET}{packages} > /var/log/newcomer.log"))?;
            bare.certify()
        })?;
        self.step("git clone", |bare| {
            call(
                Command::new("git")
                    .args(["clone", "--quiet", "--no-hardlinks"])
                    .arg(root())
                    .arg(bare.folder.join(CLONE)),
            )
        })?;
        if whole {
            self.step("cargo xtask test", |bare| bare.run(CLONE, "cargo xtask test"))?;
        } else {
            self.step("cargo xtask setup", |bare| bare.run(CLONE, "cargo xtask setup"))?;
        }
        self.step("cargo xtask serve, until it answers", |bare| bare.serve())?;
        self.report();
        Ok(())
    }

    fn step(&mut self, name: &str, work: impl FnOnce(&Self) -> Outcome) -> Outcome {
        println!("\n=== {name}");
        let began = Instant::now();
        work(self)?;
        let took = began.elapsed();
        let size = size_of(&self.folder);
        println!("--- {name}: {}, {size} MB so far", readable(took));
        self.rows.push((name.to_owned(), took, size));
        Ok(())
    }

    fn debootstrap(&self) -> Outcome {
        fs::create_dir_all(&self.folder).map_err(told(&self.folder))?;
        call(
            Command::new("debootstrap")
                .args(["--variant=minbase", RELEASE])
                .arg(&self.folder)
                .arg(MIRROR)
                .stdout(Stdio::null()),
        )?;
        self.put("etc/apt/sources.list", SOURCES)?;
        self.put("etc/hosts", "127.0.0.1 localhost\n")?;
        let names = fs::read_to_string("/etc/resolv.conf").unwrap_or_default();
        self.put("etc/resolv.conf", &names)
    }

    fn put(&self, name: &str, content: &str) -> Outcome {
        let path = self.folder.join(name);
        fs::write(&path, content).map_err(told(&path))
    }

    /// The certificates that this machine trusts, behind those of Debian.
    fn certify(&self) -> Outcome {
        let own = Path::new("/").join(CERTIFICATES);
        let place = self.folder.join(CERTIFICATES);
        if own.is_file() { fs::copy(&own, &place).map(drop).map_err(told(&place)) } else { Ok(()) }
    }

    /// A command line in the system, with an environment that holds nothing of this machine's.
    fn shell(&self, place: &str, line: &str) -> Command {
        let inside = format!(
            "mount -t proc proc \"$0/proc\" && mount --rbind /dev \"$0/dev\" && mount -t tmpfs tmp \"$0/tmp\" && exec chroot \"$0\" \
             /usr/bin/env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 \
             DEBIAN_FRONTEND=noninteractive NODE_EXTRA_CA_CERTS=/{CERTIFICATES} PIP_CERT=/{CERTIFICATES} sh -c 'cd \"/$0\" && eval \"$1\"' \"$1\" \"$2\""
        );
        let mut command = Command::new("unshare");
        command.args(["--mount", "--pid", "--fork", "--kill-child", "sh", "-c", &inside]);
        command.arg(&self.folder).args([place, line]);
        command
    }

    /// Runs a command line in the system, its output shown.
    fn run(&self, place: &str, line: &str) -> Outcome {
        println!("  # {line}");
        match self.shell(place, line).stdin(Stdio::null()).status() {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(format!("in the bare Debian `{line}` failed ({status})")),
            Err(error) => Err(format!("unshare could not be started: {error}")),
        }
    }

    /// Serves the page as the README says, asks for it, and works on it.
    fn serve(&self) -> Outcome {
        let mut server = self.shell(CLONE, "cargo xtask serve");
        println!("  # cargo xtask serve");
        let child = server.stdin(Stdio::null()).spawn().map_err(|error| error.to_string())?;
        let mut child = Ended(child);
        let began = Instant::now();
        let page = loop {
            if let Some(status) = child.0.try_wait().map_err(|error| error.to_string())? {
                return Err(format!("`cargo xtask serve` ended with {status}"));
            }
            match ask(DEFAULT_PORT) {
                Some(page) => break page,
                None if began.elapsed() > PATIENCE => return Err("the page did not come".to_owned()),
                None => std::thread::sleep(Duration::from_secs(1)),
            }
        };
        let policy = page.contains("content-security-policy: default-src 'none'");
        if !page.starts_with("HTTP/1.1 200 ") || !policy || !page.contains("<html") {
            return Err(format!("this is not the page: {}", page.lines().next().unwrap_or_default()));
        }
        println!("  it answers: {} KB", page.len() / 1024);
        let test = format!(
            "GARIM_PAGE=http://127.0.0.1:{DEFAULT_PORT}/ GARIM_SINGLE=dist/garim.html GARIM_SAMPLES=target/samples GARIM_CHROMIUM=/usr/bin/chromium \
             node --test --test-reporter=spec --test-name-pattern '{WORKS}' tests/browser/page.test.mjs"
        );
        self.run(CLONE, &test)
    }

    fn report(&self) {
        let of = |place: &str| size_of(&self.folder.join(place));
        println!("\n| step | time | on the disk, in all |\n|---|---|---|");
        for (name, took, size) in &self.rows {
            println!("| {name} | {} | {size} MB |", readable(*took));
        }
        let all: Duration = self.rows.iter().map(|(_, took, _)| *took).sum();
        println!("| in all | {} | |", readable(all));
        let parts = [".git", "target", "node_modules", ".tools"].map(|part| (part, of(&format!("{CLONE}/{part}"))));
        let kept = of("root");
        let parts: Vec<String> = parts.iter().map(|(name, size)| format!("{name} {size} MB")).collect();
        println!("\nin the clone: {}; what cargo, npm and pip keep: {kept} MB", parts.join(", "));
    }
}

/// A server that ends with what started it.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        // Killing `unshare` kills what it started (`--kill-child`).
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The answer to a request for the page, headers in small letters; none while nobody answers. The server holds its port while it still builds, and answers
/// then whoever waits.
fn ask(port: u16) -> Option<String> {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(60))).ok()?;
    write!(stream, "GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n").ok()?;
    let mut page = Vec::new();
    let _ = stream.read_to_end(&mut page);
    let page = String::from_utf8_lossy(&page).into_owned();
    let (head, body) = page.split_once("\r\n\r\n")?;
    let (first, headers) = head.split_once("\r\n")?;
    Some(format!("{first}\r\n{}\r\n\r\n{body}", headers.to_lowercase()))
}

/// The packages that the README tells a newcomer on Debian to install.
fn packages() -> Outcome<String> {
    let path = root().join("README.md");
    let readme = fs::read_to_string(&path).map_err(told(&path))?;
    packages_in(&readme).ok_or_else(|| "README.md names no packages of Debian".to_owned())
}

fn packages_in(readme: &str) -> Option<String> {
    let line = readme.lines().find_map(|line| line.strip_prefix(INSTALL))?;
    let names = line.split('#').next().unwrap_or_default().trim();
    let plain = |c: char| c.is_ascii_alphanumeric() || " -+.".contains(c);
    (!names.is_empty() && names.chars().all(plain)).then(|| names.to_owned())
}

/// What a folder takes on the disk, in MB.
fn size_of(folder: &Path) -> u64 {
    let told = answer(Command::new("du").args(["-smx"]).arg(folder));
    told.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

fn told(path: &Path) -> impl Fn(std::io::Error) -> String {
    let path = path.display().to_string();
    move |error| format!("{path}: {error}")
}

#[cfg(test)]
mod tests {
    use super::{ask, packages, packages_in};
    use crate::serve::Server;

    #[test]
    fn it_installs_what_the_readme_names_and_nothing_a_shell_would_run() {
        let names = packages().expect("README.md names them");
        assert!(
            ["git", "cargo-web", "nodejs", "npm"].iter().all(|n| names.split(' ').any(|name| name == *n)),
            "{names}"
        );
        assert_eq!(
            packages_in("apt-get install --no-install-recommends git gcc # a remark\n"),
            Some("git gcc".to_owned())
        );
        for line in ["", "git; rm x", "$(x)", "a && b"] {
            assert_eq!(packages_in(&format!("apt-get install --no-install-recommends {line}\n")), None, "{line}");
        }
    }

    #[test]
    fn it_reads_what_the_local_server_answers() {
        let server = Server::bind(0).expect("a port");
        let port =
            server.address().trim_end_matches('/').rsplit(':').next().and_then(|p| p.parse().ok()).expect("its port");
        std::thread::spawn(move || server.serve());
        // The page may or may not be built here; the server answers either way, with a policy.
        let answer = ask(port).expect("an answer");
        assert!(answer.starts_with("HTTP/1.1 200 ") || answer.starts_with("HTTP/1.1 404 "), "{answer}");
        assert!(answer.contains("content-security-policy: default-src 'none'"), "{answer}");
    }
}
