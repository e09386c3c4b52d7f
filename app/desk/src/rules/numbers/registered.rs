//! Numbers with letters that say that the holder is registered for VAT.

use super::cases::{refused, tax};

#[test]
fn letters_that_say_registered_are_not_added() {
    tax(&[
        ("SK", "DIČ 2022749619", "2022749619", ""),
        ("SK", "IČ DPH SK2022749619", "SK2022749619", ""),
        ("SI", "50223054", "50223054", ""),
        ("SI", "ID za DDV SI50223054", "SI50223054", ""),
        ("BG", "175074752", "175074752", ""),
        ("BG", "BG175074752", "BG175074752", ""),
        ("IT", "CF 80078750587", "80078750587", ""),
        ("IT", "IT80078750587", "IT80078750587", ""),
        ("IT", "00743110157", "IT00743110157", ""),
        ("DE", "SI50223054", "SI50223054", "warn foreign_number SI: Davčna številka / ID za DDV"),
    ]);
    refused(&[
        ("IT", "80078750588", "check_digit 7"),
        ("SK", "2022749618", "check_digit 9"),
        ("BG", "BG175074753", "check_digit 2"),
    ]);
}

#[test]
fn what_says_registered_for_vat_stays_and_is_never_added() {
    tax(&[
        ("CH", "CHE-116.281.710 MWST", "CHE116281710MWST", ""),
        ("CH", "CHE-116.281.710 tva", "CHE116281710TVA", ""),
        ("CH", "CHE-116.281.710 IVA", "CHE116281710IVA", ""),
        ("CH", "CHE-116.281.710 VAT", "CHE116281710MWST", ""),
        ("CH", "CHE-116.281.710 HR/MWST", "CHE116281710MWST", ""),
        ("CH", "CHE-116.281.710 HR", "CHE116281710", ""),
        ("CH", "CHE-116.281.710", "CHE116281710", ""),
        ("LI", "CHE-116.281.710 MWST", "CHE116281710MWST", ""),
        ("NO", "NO 988 077 917 MVA", "988077917MVA", ""),
        ("NO", "988077917", "988077917", ""),
        ("MK", "MK4030000375897", "MK4030000375897", ""),
        ("MK", "МК4030000375897", "MK4030000375897", ""),
        ("MK", "4030000375897", "4030000375897", ""),
        ("JP", "T7000012050002", "T7000012050002", ""),
        ("JP", "7000012050002", "7000012050002", ""),
    ]);
    refused(&[
        ("CH", "CHE-116.281.711 MWST", "check_digit 0"),
        ("CH", "MWST", "number_length UID / IDE / IDI: CHE107787577"),
    ]);
}

#[test]
fn letters_that_say_registered_are_kept_and_never_added() {
    tax(&[
        ("RO", "18547290", "18547290", ""),
        ("RO", "RO 18547290", "RO18547290", ""),
        ("RO", "1630615123457", "1630615123457", ""),
        ("RO", "RO1630615123457", "1630615123457", ""),
        ("BG", "7523169263", "7523169263", ""),
        ("BG", "BG 7523169263", "BG7523169263", ""),
        ("BG", "7111042925", "7111042925", ""),
        ("BG", "BG 175074752", "BG175074752", ""),
        ("CZ", "710319/2745", "7103192745", ""),
        ("CZ", "CZ7103192745", "CZ7103192745", ""),
        ("CZ", "991231123", "991231123", ""),
        ("CZ", "25123891", "CZ25123891", ""),
        ("SK", "7103192745", "7103192745", ""),
        ("SK", "SK7103192745", "SK7103192745", ""),
        ("SK", "2022749619", "2022749619", ""),
        ("SK", "SK 2022749619", "SK2022749619", ""),
        ("SI", "SI 50223054", "SI50223054", ""),
        ("IT", "80078750587", "80078750587", ""),
        ("IT", "IT 80078750587", "IT80078750587", ""),
        ("LV", "161175-19997", "16117519997", ""),
        ("LV", "LV16117519997", "LV16117519997", ""),
        ("LV", "40003521600", "LV40003521600", ""),
        // Where the letters are the number's habit and say nothing, they stand.
        ("DE", "136695976", "DE136695976", ""),
    ]);
    refused(&[
        ("RO", "18547291", "check_digit 0"),
        ("RO", "1630615123458", "check_digit 7"),
        ("CZ", "7103192746", "check_digit 5"),
    ]);
}

#[test]
fn marks_of_vat_are_understood_before_and_behind_a_number() {
    tax(&[
        ("CH", "CHE-116.281.710 MWST/TVA/IVA", "CHE116281710MWST", ""),
        ("CH", "CHE-116.281.710 TVA/IVA", "CHE116281710TVA", ""),
        ("CH", "MWST CHE-116.281.710", "CHE116281710MWST", ""),
        ("CH", "MWST-Nr. CHE-116.281.710", "CHE116281710MWST", ""),
        ("CH", "TVA CHE-116.281.710", "CHE116281710TVA", ""),
        ("CH", "UID CHE-116.281.710", "CHE116281710", ""),
        ("NO", "988077917 Foretaksregisteret", "988077917", ""),
        ("NO", "NO 988 077 917 MVA Foretaksregisteret", "988077917MVA", ""),
        ("NO", "Foretaksregisteret NO 988 077 917 MVA", "988077917MVA", ""),
        ("NO", "MVA 988077917", "988077917MVA", ""),
        ("IS", "VSK 12345", "12345", ""),
        ("IS", "VSK-númer 12345", "12345", ""),
    ]);
    refused(&[
        ("CH", "MWST CHE-116.281.711", "check_digit 0"),
        ("NO", "988077918 Foretaksregisteret", "check_digit 7"),
    ]);
}
