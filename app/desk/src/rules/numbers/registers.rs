//! Numbers of registers that have as many digits as a tax number of the same country, and no sum: without them, they would
//! be judged as tax numbers that are wrong. (Poland's KRS stands in its country's table: it is the usual one there.)

use super::kind::{Kind, Place};

/// The kinds, by country.
pub const KINDS: &[Kind] = &[
    // The states' registers, nine digits among them: Washington's UBI, Massachusetts' identification number.
    register("us_state", "US", "State registration number", "602123456", &["ddddddddd"]),
    // Corporate registries of the provinces: Alberta, Saskatchewan and Ontario have nine digits.
    register("ca_province", "CA", "Provincial corporation number", "102012345", &["ddddddddd"]),
    // Cámaras de Comercio, matrícula mercantil.
    register("co_matricula", "CO", "Matrícula mercantil", "01234567", &["dddddddd", "ddddddddd", "dddddddddd"]),
    // Registro Mercantil General de la República, número de registro.
    register(
        "gt_registro",
        "GT",
        "Registro Mercantil",
        "123456",
        &["dd", "ddd", "dddd", "ddddd", "dddddd", "ddddddd", "dddddddd"],
    ),
    // Dirección General de los Registros Públicos, matrícula.
    register("py_matricula", "PY", "Matrícula", "123456", &["ddddd", "dddddd"]),
    // Departments of planning and investment: certificates from before 2010 and of investors from abroad.
    register("vn_gcn", "VN", "Số giấy chứng nhận đăng ký", "4103001234", &["dddddddddd", "dddddddddddd"]),
    // Główny Urząd Statystyczny, REGON: with a sum of its own.
    register("pl_regon", "PL", "REGON", "192598184", &["ddddddddd", "dddddddddddddd"])
        .sum(polish_statistics, super::kind::CheckAt::Last(1)),
];

const fn register(
    id: &'static str,
    country: &'static str,
    name: &'static str,
    sample: &'static str,
    patterns: &'static [&'static str],
) -> Kind {
    Kind::new(id, country, name, sample, patterns).place(Place::Registration)
}

fn polish_statistics(text: &str) -> bool {
    use super::sums::{at, last, weighted};
    let short = weighted(text, &[8, 9, 2, 3, 4, 5, 6, 7]) % 11 % 10 == at(text, 8);
    let long = weighted(text, &[2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8]) % 11 % 10 == last(text);
    short && (text.len() == 9 || long)
}
