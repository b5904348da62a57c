//! Builds compound files: streams in storages of one level, small ones in the small stream, as office programs write them.

/// A compound file of these streams (`storage/name` or `name`).
pub fn compound(streams: &[(&str, Vec<u8>)]) -> Vec<u8> {
    const FREE: u32 = 0xFFFF_FFFF;
    const END: u32 = 0xFFFF_FFFE;
    let mut sectors: Vec<u8> = Vec::new();
    let mut fat: Vec<u32> = Vec::new();
    let mut small: Vec<u8> = Vec::new();
    let mut small_fat: Vec<u32> = Vec::new();
    let chain = |bytes: &[u8], size: usize, into: &mut Vec<u8>, table: &mut Vec<u32>| -> u32 {
        if bytes.is_empty() {
            return END;
        }
        let first = table.len() as u32;
        let count = bytes.len().div_ceil(size);
        for i in 0..count {
            table.push(if i + 1 == count { END } else { first + i as u32 + 1 });
        }
        into.extend_from_slice(bytes);
        into.resize(into.len().next_multiple_of(size), 0);
        first
    };
    struct Entry {
        name: String,
        kind: u8,
        right: u32,
        child: u32,
        start: u32,
        size: u32,
    }
    let mut entries = vec![Entry { name: "Root Entry".into(), kind: 5, right: FREE, child: FREE, start: END, size: 0 }];
    let mut storages: Vec<(String, usize, usize)> = Vec::new();
    let mut last_of_root: Option<usize> = None;
    for (path, bytes) in streams {
        let (folder, name) = path.split_once('/').map_or((None, *path), |(f, n)| (Some(f), n));
        let start = if bytes.len() < 4096 {
            chain(bytes, 64, &mut small, &mut small_fat)
        } else {
            chain(bytes, 512, &mut sectors, &mut fat)
        };
        let own = Entry { name: name.into(), kind: 2, right: FREE, child: FREE, start, size: bytes.len() as u32 };
        let mut link_root = |entries: &mut Vec<Entry>, index: usize| {
            match last_of_root {
                Some(last) => entries[last].right = index as u32,
                None => entries[0].child = index as u32,
            }
            last_of_root = Some(index);
        };
        match folder {
            None => {
                entries.push(own);
                let index = entries.len() - 1;
                link_root(&mut entries, index);
            }
            Some(folder) => match storages.iter_mut().find(|(n, ..)| n == folder) {
                Some((_, _, last)) => {
                    entries.push(own);
                    let index = entries.len() - 1;
                    entries[*last].right = index as u32;
                    *last = index;
                }
                None => {
                    entries.push(Entry { name: folder.into(), kind: 1, right: FREE, child: FREE, start: 0, size: 0 });
                    let storage = entries.len() - 1;
                    link_root(&mut entries, storage);
                    entries.push(own);
                    let index = entries.len() - 1;
                    entries[storage].child = index as u32;
                    storages.push((folder.into(), storage, index));
                }
            },
        }
    }
    entries[0].size = small.len() as u32;
    entries[0].start = chain(&small, 512, &mut sectors, &mut fat);
    let mut directory = Vec::new();
    for entry in &entries {
        let mut bytes = vec![0u8; 128];
        let name: Vec<u8> = entry.name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        bytes[..name.len()].copy_from_slice(&name);
        bytes[64..66].copy_from_slice(&(name.len() as u16).to_le_bytes());
        bytes[66] = entry.kind;
        bytes[67] = 1;
        bytes[68..72].copy_from_slice(&FREE.to_le_bytes());
        bytes[72..76].copy_from_slice(&entry.right.to_le_bytes());
        bytes[76..80].copy_from_slice(&entry.child.to_le_bytes());
        bytes[116..120].copy_from_slice(&entry.start.to_le_bytes());
        bytes[120..124].copy_from_slice(&entry.size.to_le_bytes());
        directory.extend(bytes);
    }
    let directory_start = chain(&directory, 512, &mut sectors, &mut fat);
    let table: Vec<u8> = small_fat.iter().flat_map(|n| n.to_le_bytes()).collect();
    let small_start = chain(&table, 512, &mut sectors, &mut fat);
    // The tables themselves stand behind all.
    let tables = (fat.len() + 1).div_ceil(127);
    let first_table = fat.len() as u32;
    fat.extend(std::iter::repeat_n(0xFFFF_FFFD, tables));
    fat.resize(tables * 128, FREE);
    sectors.extend(fat.iter().flat_map(|n| n.to_le_bytes()));
    let mut head = vec![0u8; 512];
    head[..8].copy_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    head[24..34].copy_from_slice(&[0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0]);
    let mut put = |at: usize, n: u32| head[at..at + 4].copy_from_slice(&n.to_le_bytes());
    put(44, tables as u32);
    put(48, directory_start);
    put(56, 4096);
    put(60, if table.is_empty() { END } else { small_start });
    put(64, table.len().div_ceil(512) as u32);
    put(68, END);
    for i in 0..109 {
        put(76 + 4 * i, if i < tables { first_table + i as u32 } else { FREE });
    }
    [head, sectors].concat()
}

/// A text as UTF-16, low byte first.
pub fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// A set of properties: each string under a number.
pub fn summary(strings: &[(u32, &str)]) -> Vec<u8> {
    let mut set = vec![0u8; 28];
    set[..4].copy_from_slice(&[0xFE, 0xFF, 0, 0]);
    set[24..28].copy_from_slice(&1u32.to_le_bytes());
    set.extend([0; 16]);
    set.extend(48u32.to_le_bytes());
    let mut values = Vec::new();
    let mut list = Vec::new();
    for (id, text) in strings {
        list.extend(id.to_le_bytes());
        list.extend((8 + strings.len() as u32 * 8 + values.len() as u32).to_le_bytes());
        let units = wide(&format!("{text}\0"));
        values.extend(0x1Fu32.to_le_bytes());
        values.extend((units.len() as u32 / 2).to_le_bytes());
        values.extend(units);
        values.resize(values.len().next_multiple_of(4), 0);
    }
    set.extend((8 + list.len() as u32 + values.len() as u32).to_le_bytes());
    set.extend((strings.len() as u32).to_le_bytes());
    set.extend(list);
    set.extend(values);
    set
}
