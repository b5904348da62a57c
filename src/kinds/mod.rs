//! The kinds, one file each. `kinds!` is the only list: a kind without a file does not compile.

mod account_lines;
mod account_marks;
mod account_names;
mod beside;
pub(crate) mod birth_said;
mod door_code;
pub(crate) mod holder;
mod lock_numbers;
mod machine_keys;
pub(crate) mod masked;
mod phone;
mod phone_parted;
mod secret_forms;
mod secret_spelled;
mod secret_stamp;
mod secret_token;
mod secret_value;
mod spelled;
mod stretched;

use crate::kind::Kind;
use crate::rule::{Manual, Spec};

pub(crate) mod birth_cues;
mod registration;

macro_rules! kinds {
    ($($name:ident),+ $(,)?) => {
        $(mod $name;)+

        /// What every kind declares, in the order of `Kind`.
        pub static SPECS: [Spec; Kind::ALL.len()] = [$($name::SPEC),+];

        /// What is told of every kind, in the order of `Kind`.
        pub static MANUALS: [Manual; Kind::ALL.len()] = [$($name::MANUAL),+];
    };
}

kinds! {
    rrn,
    frn,
    passport,
    driver_license,
    health_insurance_no,
    customs_code,
    military_no,
    student_no,
    employee_no,
    person_name,
    birth_date,
    mobile,
    landline,
    safe_number,
    email,
    address,
    geo_point,
    vehicle_plate,
    bank_account,
    card_number,
    account_id,
    credential,
    ip_address,
    mac_address,
    personal_finance,
    sensitive_health,
    sensitive_criminal,
    sensitive_belief,
    welfare_status,
    unit_price,
    reserve_price,
    sales_figure,
    trade_secret,
    restricted_part,
    case_no,
    security_mark,
    business_reg_no,
    corp_reg_no,
    personal_record,
    family_status,
    payment_no,
    petition_no,
    registry_no,
    patent_filing,
}

pub(crate) use beside::announced;
pub(crate) use security_mark::{
    COPY as SECRET_COPY, GRADE as SECRET_GRADE, NOTICE as SECRET_NOTICE, NUMBER as SECRET_NUMBER,
};

/// What a kind declares.
pub fn spec(kind: Kind) -> &'static Spec {
    &SPECS[kind as usize]
}

/// What is told of a kind.
pub fn manual(kind: Kind) -> &'static Manual {
    &MANUALS[kind as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_the_kinds_in_the_order_of_the_contract() {
        for (spec, &kind) in SPECS.iter().zip(Kind::ALL) {
            assert_eq!(spec.kind, kind);
        }
    }
}
