//! Where everything comes from: the lock files name registries and hashes, the manifests exact tools, and nothing runs when a package is installed.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn read(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
}

/// The workspace's own packages.
const OWN: [&str; 4] = ["garim", "garim-python", "xtask", "xtask-bindgen"];

/// The packages of `Cargo.lock`: name, source, checksum.
fn crates(lock: &str) -> Vec<[String; 3]> {
    let field = |package: &str, name: &str| {
        let line = package.lines().find_map(|l| l.strip_prefix(&format!("{name} = \"")));
        line.map_or_else(String::new, |l| l.trim_end_matches('"').to_owned())
    };
    let packages = lock.split("[[package]]\n").skip(1);
    packages.map(|p| ["name", "source", "checksum"].map(|name| field(p, name))).collect()
}

#[test]
fn it_takes_crates_and_packages_from_the_registries_only_and_by_their_hashes() {
    let crates = crates(&read("Cargo.lock"));
    assert!(crates.len() > 50, "{} crates were read", crates.len());
    for [name, source, checksum] in &crates {
        if OWN.contains(&name.as_str()) {
            assert!(source.is_empty(), "{name} comes from elsewhere");
        } else {
            assert_eq!(source, "registry+https://github.com/rust-lang/crates.io-index", "{name}");
            assert!(checksum.len() == 64 && checksum.bytes().all(|b| b.is_ascii_hexdigit()), "{name} has no hash");
        }
    }
    let lock: serde_json::Value = serde_json::from_str(&read("package-lock.json")).expect("JSON");
    let packages = lock["packages"].as_object().expect("packages");
    assert!(packages.len() > 50, "{} packages were read", packages.len());
    for (path, package) in packages.iter().filter(|(path, _)| !path.is_empty()) {
        assert!(package["integrity"].as_str().is_some_and(|hash| hash.starts_with("sha512-")), "{path} has no hash");
        let from = package["resolved"].as_str().unwrap_or("https://registry.npmjs.org/");
        assert!(from.starts_with("https://registry.npmjs.org/"), "{path} comes from elsewhere");
    }
}

#[test]
fn it_pins_every_tool_and_ships_no_dependency_to_the_browser() {
    let manifest: serde_json::Value = serde_json::from_str(&read("package.json")).expect("JSON");
    for (name, version) in manifest["devDependencies"].as_object().expect("tools") {
        let version = version.as_str().expect("a version");
        assert!(version.bytes().all(|b| b.is_ascii_digit() || b == b'.'), "{name} is not pinned: {version}");
    }
    assert!(manifest.get("dependencies").is_none() && manifest.get("scripts").is_none());
    let package: serde_json::Value = serde_json::from_str(&read("pkg-template/package.json")).expect("JSON");
    let scripts =
        package["scripts"].as_object().map(|s| s.keys().cloned().collect::<BTreeSet<_>>()).unwrap_or_default();
    for script in ["preinstall", "install", "postinstall", "prepare"] {
        assert!(!scripts.contains(script), "{script} would run where the package is installed");
    }
    assert!(package["dependencies"].as_object().is_none_or(serde_json::Map::is_empty), "the package brings others");
}

#[test]
fn it_installs_packages_without_running_their_scripts() {
    assert!(read("xtask/src/setup.rs").contains("\"--ignore-scripts\""));
}
