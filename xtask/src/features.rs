//! Which features a WebAssembly module uses, read from its bytes: what decides how old a browser may be. Every instruction of every function is read;
//! one that is not known is an error, so that nothing passes unseen.
//!
//! Not here: validation of types. The browser does that.

use std::collections::BTreeSet;
use std::fmt;

/// A proposal beyond the first version of WebAssembly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Feature {
    MutableGlobals,
    SignExtension,
    SaturatingConversion,
    BulkMemory,
    MultiValue,
    ReferenceTypes,
    Simd,
    TailCall,
    Exceptions,
    Threads,
    Memory64,
}

/// What `engine.wasm` may use: Chrome and Edge 75, Firefox 65, Safari 15.
pub(crate) const FLOOR: &[Feature] =
    &[Feature::MutableGlobals, Feature::SignExtension, Feature::SaturatingConversion, Feature::BulkMemory];

impl fmt::Display for Feature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::MutableGlobals => "mutable globals",
            Self::SignExtension => "sign extension",
            Self::SaturatingConversion => "saturating conversion",
            Self::BulkMemory => "bulk memory",
            Self::MultiValue => "multi-value",
            Self::ReferenceTypes => "reference types",
            Self::Simd => "SIMD",
            Self::TailCall => "tail calls",
            Self::Exceptions => "exceptions",
            Self::Threads => "threads",
            Self::Memory64 => "64-bit memory",
        })
    }
}

/// The features that a module uses.
pub(crate) fn used(module: &[u8]) -> Result<BTreeSet<Feature>, String> {
    let mut reader = Reader { bytes: module, at: 0, used: BTreeSet::new() };
    reader.module().map_err(|what| format!("byte {}: {what}", reader.at))?;
    Ok(reader.used)
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    used: BTreeSet<Feature>,
}

type Read<T = ()> = Result<T, String>;

impl Reader<'_> {
    fn module(&mut self) -> Read {
        if self.bytes.get(..8) != Some(b"\0asm\x01\0\0\0") {
            return Err("not a WebAssembly module".to_owned());
        }
        self.at = 8;
        while self.at < self.bytes.len() {
            let (id, size) = (self.byte()?, self.number()?);
            let end =
                self.at.checked_add(size).filter(|&end| end <= self.bytes.len()).ok_or("a section is cut short")?;
            match id {
                1 => self.types()?,
                2 => self.imports()?,
                4 => self.each(|r| r.table_type())?,
                5 => self.each(|r| r.limits())?,
                6 => self.each(|r| r.global_type(false).and_then(|()| r.expression()))?,
                7 => self.exports()?,
                9 => self.elements()?,
                10 => self.each(|r| r.body())?,
                12 => self.uses(Feature::BulkMemory)?,
                13 => self.uses(Feature::Exceptions)?,
                // Custom, functions, start, data: nothing in them tells of a feature but passive data.
                11 => self.data()?,
                0 | 3 | 8 => {}
                other => return Err(format!("unknown section {other}")),
            }
            if id != 0 && ![3, 8, 12, 13].contains(&id) && self.at != end {
                return Err(format!("section {id} was not read to its end"));
            }
            self.at = end;
        }
        Ok(())
    }

    fn types(&mut self) -> Read {
        self.each(|r| {
            if r.byte()? != 0x60 {
                return Err("a type that is no function".to_owned());
            }
            r.each(|r| r.value_type())?;
            let results = r.number()?;
            if results > 1 {
                r.uses(Feature::MultiValue)?;
            }
            (0..results).try_for_each(|_| r.value_type())
        })
    }

    fn imports(&mut self) -> Read {
        self.each(|r| {
            r.name()?;
            r.name()?;
            match r.byte()? {
                0 => r.number().map(drop),
                1 => r.table_type(),
                2 => r.limits(),
                3 => r.global_type(true),
                other => Err(format!("unknown import {other}")),
            }
        })
    }

    fn exports(&mut self) -> Read {
        self.each(|r| {
            r.name()?;
            // Whether an exported global may change is not looked up: that it may is the older browser's view.
            if r.byte()? == 3 {
                r.uses(Feature::MutableGlobals)?;
            }
            r.number().map(drop)
        })
    }

    fn elements(&mut self) -> Read {
        self.each(|r| match r.number()? {
            0 => r.expression().and_then(|()| r.each(|r| r.number().map(drop))),
            other => {
                r.uses(Feature::ReferenceTypes)?;
                Err(format!("a segment of elements of form {other}"))
            }
        })
    }

    fn data(&mut self) -> Read {
        self.each(|r| {
            match r.number()? {
                0 => r.expression()?,
                1 => r.uses(Feature::BulkMemory)?,
                other => return Err(format!("a segment of data of form {other}")),
            }
            let size = r.number()?;
            r.skip(size)
        })
    }

    fn table_type(&mut self) -> Read {
        self.value_type()?;
        self.limits()
    }

    fn limits(&mut self) -> Read {
        let form = self.byte()?;
        if form & 2 != 0 {
            self.uses(Feature::Threads)?;
        }
        if form & 4 != 0 {
            self.uses(Feature::Memory64)?;
        }
        self.number()?;
        if form & 1 != 0 {
            self.number()?;
        }
        Ok(())
    }

    /// A global of the module's own may change in every version; one that is imported (or exported) only with mutable globals.
    fn global_type(&mut self, imported: bool) -> Read {
        self.value_type()?;
        if self.byte()? == 1 && imported {
            self.uses(Feature::MutableGlobals)?;
        }
        Ok(())
    }

    fn value_type(&mut self) -> Read {
        match self.byte()? {
            0x7C..=0x7F | 0x70 => Ok(()),
            0x7B => self.uses(Feature::Simd),
            0x6F => self.uses(Feature::ReferenceTypes),
            other => Err(format!("unknown type {other:#x}")),
        }
    }

    fn body(&mut self) -> Read {
        let size = self.number()?;
        let end = self.at.checked_add(size).ok_or("too large")?;
        self.each(|r| r.number().and_then(|_| r.value_type()))?;
        self.expression()?;
        if self.at == end { Ok(()) } else { Err("a function was not read to its end".to_owned()) }
    }

    /// Instructions up to the `end` that closes them.
    fn expression(&mut self) -> Read {
        let mut depth = 1usize;
        while depth > 0 {
            match self.byte()? {
                0x02..=0x04 => {
                    self.block_type()?;
                    depth += 1;
                }
                0x0B => depth -= 1,
                code => self.instruction(code)?,
            }
        }
        Ok(())
    }

    /// Nothing, one type, or the number of a type of functions, which only multi-value has.
    fn block_type(&mut self) -> Read {
        match self.bytes.get(self.at) {
            Some(0x40) => self.skip(1),
            Some(0x6F..=0x70 | 0x7B..=0x7F) => self.value_type(),
            _ => {
                self.uses(Feature::MultiValue)?;
                self.number().map(drop)
            }
        }
    }

    fn instruction(&mut self, code: u8) -> Read {
        match code {
            0x00 | 0x01 | 0x05 | 0x0F | 0x1A | 0x1B | 0x45..=0xBF => Ok(()),
            // A call through a table names it by one byte; a longer number means that there may be several tables.
            0x11 => {
                self.number()?;
                if self.byte()? != 0 {
                    self.uses(Feature::ReferenceTypes)?;
                    self.at -= 1;
                    self.number()?;
                }
                Ok(())
            }
            0x0C | 0x0D | 0x10 | 0x20..=0x24 | 0x3F | 0x40 | 0x41 | 0x42 => self.number().map(drop),
            0x0E => self.each(|r| r.number().map(drop)).and_then(|()| self.number().map(drop)),
            0x28..=0x3E => self.memory(),
            0x43 => self.skip(4),
            0x44 => self.skip(8),
            0xC0..=0xC4 => self.uses(Feature::SignExtension),
            0x12 | 0x13 => {
                self.uses(Feature::TailCall)?;
                self.number()?;
                if code == 0x13 { self.number().map(drop) } else { Ok(()) }
            }
            0x1C | 0x25 | 0x26 | 0xD0..=0xD2 => {
                self.uses(Feature::ReferenceTypes)?;
                Err("an instruction of reference types".to_owned())
            }
            0x06..=0x0A | 0x18 | 0x19 | 0x1F => {
                self.uses(Feature::Exceptions)?;
                Err("an instruction of exceptions".to_owned())
            }
            0xFC => self.prefixed_fc(),
            0xFD => self.prefixed_fd(),
            other => Err(format!("unknown instruction {other:#x}")),
        }
    }

    fn prefixed_fc(&mut self) -> Read {
        match self.number()? {
            0..=7 => self.uses(Feature::SaturatingConversion),
            8 | 10 => {
                self.uses(Feature::BulkMemory)?;
                self.number()?;
                self.number().map(drop)
            }
            9 | 11 => {
                self.uses(Feature::BulkMemory)?;
                self.number().map(drop)
            }
            other => Err(format!("instruction 0xfc {other}: of tables, which reference types bring")),
        }
    }

    fn prefixed_fd(&mut self) -> Read {
        self.uses(Feature::Simd)?;
        match self.number()? {
            0..=11 | 92 | 93 => self.memory(),
            12 | 13 => self.skip(16),
            21..=34 => self.skip(1),
            84..=91 => self.memory().and_then(|()| self.skip(1)),
            14..=20 | 35..=83 | 94..=255 => Ok(()),
            other => Err(format!("instruction 0xfd {other}: beyond the first version of SIMD")),
        }
    }

    /// The alignment and the offset of a load or a store.
    fn memory(&mut self) -> Read {
        self.number()?;
        self.number().map(drop)
    }

    fn uses(&mut self, feature: Feature) -> Read {
        self.used.insert(feature);
        Ok(())
    }

    fn each(&mut self, mut one: impl FnMut(&mut Self) -> Read) -> Read {
        let count = self.number()?;
        (0..count).try_for_each(|_| one(self))
    }

    fn name(&mut self) -> Read {
        let size = self.number()?;
        self.skip(size)
    }

    fn byte(&mut self) -> Read<u8> {
        let byte = *self.bytes.get(self.at).ok_or("cut short")?;
        self.at += 1;
        Ok(byte)
    }

    fn skip(&mut self, count: usize) -> Read {
        self.at = self.at.checked_add(count).filter(|&at| at <= self.bytes.len()).ok_or("cut short")?;
        Ok(())
    }

    /// A LEB128 number; the sign of signed ones does not matter here.
    fn number(&mut self) -> Read<usize> {
        let (mut value, mut shift) = (0u64, 0);
        loop {
            let byte = self.byte()?;
            if shift < 64 {
                value |= u64::from(byte & 0x7F) << shift;
            }
            shift += 7;
            if byte & 0x80 == 0 {
                return usize::try_from(value).map_err(|_| "too large a number".to_owned());
            }
            if shift > 70 {
                return Err("a number without an end".to_owned());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module with one type (of so many results) and one function of these instructions.
    fn module(results: u8, code: &[u8]) -> Vec<u8> {
        let mut out = b"\0asm\x01\0\0\0".to_vec();
        out.extend([1, 4 + results, 1, 0x60, 0, results]);
        out.extend(std::iter::repeat_n(0x7F, results.into()));
        out.extend([3, 2, 1, 0]);
        let size = u8::try_from(code.len()).expect("a short function") + 2;
        out.extend([10, size + 2, 1, size, 0]);
        out.extend(code);
        out.push(0x0B);
        out
    }

    fn of(results: u8, code: &[u8]) -> Vec<Feature> {
        used(&module(results, code)).expect("a module").into_iter().collect()
    }

    #[test]
    fn it_reads_what_instructions_need() {
        assert_eq!(of(1, &[0x41, 0xFD, 0x7D]), [], "a constant whose bytes look like prefixes");
        assert_eq!(of(1, &[0x41, 1, 0xC0]), [Feature::SignExtension]);
        assert_eq!(of(1, &[0x43, 0, 0, 0, 0, 0xFC, 0]), [Feature::SaturatingConversion]);
        assert_eq!(of(0, &[0x41, 0, 0x41, 0, 0x41, 0, 0xFC, 10, 0, 0]), [Feature::BulkMemory]);
        assert_eq!(of(2, &[0x41, 0, 0x41, 0]), [Feature::MultiValue]);
        assert_eq!(of(0, &[0x02, 0x00, 0x0B]), [Feature::MultiValue], "a block typed by number");
        let mut constant = vec![0xFD, 12];
        constant.extend([0x0B; 16]);
        constant.push(0x1A);
        assert_eq!(of(0, &constant), [Feature::Simd], "sixteen bytes that look like ends");
    }

    #[test]
    fn it_refuses_what_it_does_not_know() {
        assert!(used(b"\0asm").is_err());
        assert!(used(&module(0, &[0xFF])).is_err());
        assert!(used(&module(0, &[0xD0, 0x70])).is_err());
        assert!(used(&module(0, &[0x02, 0x40])).is_err(), "a block without its end");
    }
}
