//! Rows E: what files and disks can be like.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::time::{Duration, SystemTime};

use camino::Utf8Path;
use rustix::fs::{Mode, XattrFlags, setxattr};

use super::row::{Row, USER, renamed, row};
use crate::harness::tree::{judge, read, set_mode};

/// A run to which a folder is closed, also where everything is open to the user.
const WITHOUT_DEEP: &str = "
chmod 000 src/deep
case $(id -u) in 0) low='setpriv --bounding-set=-all --inh-caps=-all';; esac
$low $T apply r.toml
code=$?
chmod 755 src/deep
exit $code";

pub fn rows() -> Vec<Row> {
    vec![
        row("E1", "one file is read-only", |root| set_mode(&root.join("src/user.rs"), 0o444)).refused(3),
        row("E1", "a folder is read-only", |root| set_mode(&root.join("src"), 0o555)).refused(3),
        row("E1", "a folder with a module cannot be read", |root| {
            std::fs::create_dir(root.join("src/deep")).unwrap();
            std::fs::write(root.join("src/deep/inner.rs"), USER).unwrap();
            let user = root.join("src/user.rs");
            std::fs::write(&user, format!("{USER}#[path = \"deep/inner.rs\"]\nmod inner;\n")).unwrap();
        })
        .script(WITHOUT_DEEP)
        .refused(3),
        row("E1", "a folder without modules cannot be read", |root| {
            std::fs::create_dir(root.join("src/deep")).unwrap();
        })
        .script(WITHOUT_DEEP),
        row("E2", "the disk is full", |_| {})
            .mounting("mkdir m && mount -t tmpfs -o size=64k none m && cp -r Cargo.toml r.toml src m && cd m && $T apply r.toml; code=$?; cmp src/lib.rs ../src/lib.rs && cmp src/user.rs ../src/user.rs || exit 99; exit $code")
            .refused(3)
            .looks(the_sources_stay),
        row("E3", "few files may be open", |_| {}).script("ulimit -n 16; exec $T apply r.toml"),
        row("E4", "the file system is read-only", |_| {})
            .mounting("mount --bind . . && mount -o remount,ro,bind . && cd . && cd \"$PWD\" && exec $T apply r.toml")
            .refused(3),
        row("E8", "permissions and a mask of their own", |root| {
            set_mode(&root.join("src/user.rs"), 0o751);
            set_mode(&root.join("src"), 0o2750);
        })
        .script("umask 077; exec $T apply r.toml"),
        row("E8", "attributes and access lists", |root| {
            // Version 2; the owner, user 1, the group, the mask, others.
            let mut list = vec![2, 0, 0, 0];
            for (tag, rights, id) in [(1u16, 6u16, u32::MAX), (2, 4, 1), (4, 4, u32::MAX), (16, 4, u32::MAX), (32, 0, u32::MAX)] {
                list.extend([tag.to_le_bytes(), rights.to_le_bytes()].concat());
                list.extend(id.to_le_bytes());
            }
            let path = root.join("src/user.rs");
            for (name, value) in [("user.mine", &b"value"[..]), ("system.posix_acl_access", &list)] {
                setxattr(path.as_std_path(), name, value, XattrFlags::empty()).unwrap();
            }
        })
        .script("getfattr --version >/dev/null 2>&1; exec $T apply r.toml")
        .looks(|root, before| {
            let after = renamed(before.clone());
            judge(&read(root), &after, &after)?;
            let path = root.join("src/user.rs");
            for (name, size) in [("user.mine", 5), ("system.posix_acl_access", 44)] {
                let mut value = [0; 64];
                match rustix::fs::getxattr(path.as_std_path(), name, &mut value[..]) {
                    Ok(it) if it == size => {}
                    other => return Err(format!("{name}: {other:?}")),
                }
            }
            Ok(())
        }),
        row("E9", "pipes and sockets among the sources", |root| {
            let mode = Mode::from_raw_mode(0o644);
            rustix::fs::mkfifoat(rustix::fs::CWD, root.join("src/pipe.rs").as_std_path(), mode).unwrap();
            drop(std::os::unix::net::UnixListener::bind(root.join("src/socket.rs")).unwrap());
        })
        .script("$T apply r.toml && rm src/pipe.rs src/socket.rs")
        .looks(|root, before| {
            let mut after = renamed(before.clone());
            after.retain(|it, _| !["src/pipe.rs", "src/socket.rs"].contains(&it.as_str()));
            judge(&read(root), &after, &after).map(drop)
        }),
        row("E10", "a path longer than the system takes", deep)
            .script("$T apply -q r.toml; code=$?; rm -rf src/deep; exit $code")
            .looks(|root, before| {
                let mut after = renamed(before.clone());
                after.retain(|it, _| !it.starts_with("src/deep"));
                judge(&read(root), &after, &after).map(drop)
            }),
        row("E12", "Cargo builds anew what was written and taken back", |root| {
            fs::File::open(root.join("src/user.rs")).unwrap().set_modified(future()).unwrap();
        })
        .script("$T apply -q r.toml && stat -c %Y src/user.rs > applied && $T undo -q && stat -c %Y src/user.rs > undone")
        .looks(|root, before| {
            let number = |it: &str| fs::read_to_string(root.join(it)).unwrap().trim().parse::<u64>().unwrap();
            let times = [seconds(future()), number("applied"), number("undone")];
            let mut is = read(root);
            is.retain(|it, _| it != "applied" && it != "undone");
            judge(&is, before, before)?;
            times.is_sorted_by(|a, b| a < b).then_some(()).ok_or_else(|| format!("{times:?}"))
        }),
        row("E14", "our folder is a link", |root| {
            fs::create_dir(root.parent().unwrap().join("elsewhere")).unwrap();
            std::os::unix::fs::symlink("../elsewhere", root.join(".kalam-codemod")).unwrap();
        })
        .refused(3),
        row("E14", "our folder is a file", |root| fs::write(root.join(".kalam-codemod"), "").unwrap())
            .refused(3),
        row("E14", "our folder is open to everybody", |root| {
            fs::create_dir(root.join(".kalam-codemod")).unwrap();
            set_mode(&root.join(".kalam-codemod"), 0o777);
        })
        .refused(3),
        row("E14", "only reading with a link in place of our folder", |root| {
            std::os::unix::fs::symlink("..", root.join(".kalam-codemod")).unwrap();
        })
        .script("exec $T preview r.toml")
        .refused(3),
        row("E15", "no file may grow", |_| {}).script("ulimit -f 0; exec $T apply r.toml").refused(4),
    ]
}

pub fn future() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(4_000_000_000)
}

fn seconds(time: SystemTime) -> u64 {
    time.duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs()
}

fn the_sources_stay(root: &Utf8Path, _before: &crate::harness::tree::Tree) -> Result<(), String> {
    let text = fs::read_to_string(root.join("src/user.rs")).map_err(|it| it.to_string())?;
    let names = fs::metadata(root.join("src/user.rs")).map_err(|it| it.to_string())?.nlink();
    (text == USER && names == 1).then_some(()).ok_or(text)
}

/// A chain of folders whose path is longer than 4,096 bytes, and a source in it.
fn deep(root: &Utf8Path) {
    use rustix::fs::{OFlags, mkdirat, openat};
    let open = OFlags::RDONLY | OFlags::DIRECTORY;
    fs::create_dir(root.join("src/deep")).unwrap();
    let mut folder =
        openat(rustix::fs::CWD, root.join("src/deep").as_std_path(), open, Mode::empty()).unwrap();
    let name = "d".repeat(250);
    for _ in 0..20 {
        mkdirat(&folder, &*name, Mode::RWXU).unwrap();
        folder = openat(&folder, &*name, open, Mode::empty()).unwrap();
    }
    let file = openat(&folder, "x.rs", OFlags::CREATE | OFlags::WRONLY, Mode::RWXU).unwrap();
    rustix::io::write(file, USER.as_bytes()).unwrap();
}
