"""Says of each line "kind TAB number" on standard input whether python-stdnum takes it: 1 or 0 a line.

python-stdnum (PyPI, LGPL) is asked from the outside, as a second opinion in tests; nothing of it is in Defter.
"""
import importlib
import sys

MODULES = {
    "at_uid": "at.uid", "be_vat": "be.vat", "bg_vat": "bg.vat", "cy_vat": "cy.vat", "cz_dic": "cz.dic", "de_vat": "de.vat",
    "dk_cvr": "dk.cvr", "ee_kmkr": "ee.kmkr", "es_nif": "es.nif", "fi_alv": "fi.alv", "fr_tva": "fr.tva", "fr_siren": "fr.siren", "fr_siret": "fr.siret", "gr_vat": "gr.vat",
    "hr_oib": "hr.oib", "hu_vat": "hu.anum", "ie_vat": "ie.vat", "it_iva": "it.iva", "lt_pvm": "lt.pvm", "lu_tva": "lu.tva",
    "lv_pvn": "lv.pvn", "mt_vat": "mt.vat", "nl_btw": "nl.btw", "pl_nip": "pl.nip", "pt_nif": "pt.nif", "ro_cui": "ro.cf",
    "se_vat": "se.vat", "si_ddv": "si.ddv", "sk_dph": "sk.dph", "gb_vat": "gb.vat", "gb_vat_government": "gb.vat",
    "gb_vat_health": "gb.vat", "xi_vat": "gb.vat", "ch_uid": "ch.uid", "no_orgnr": "no.orgnr", "is_vsk": "is_.vsk",
    "is_kennitala": "is_.kennitala", "rs_pib": "rs.pib", "ua_edrpou": "ua.edrpou", "ua_rnokpp": "ua.rntrc", "ru_inn": "ru.inn",
    "ru_inn_person": "ru.inn", "ru_ogrn": "ru.ogrn", "by_unp": "by.unp", "md_idno": "md.idno", "az_voen": "az.voen",
    "me_pib": "me.pib", "mk_edb": "mk.edb", "al_nipt": "al.nipt", "ad_nrt": "ad.nrt", "mc_tva": "mc.tva", "sm_coe": "sm.coe",
    "fo_vn": "fo.vn", "us_ein": "us.ein", "ca_bn": "ca.bn", "ca_bn_account": "ca.bn", "mx_rfc": "mx.rfc",
    "mx_rfc_person": "mx.rfc", "br_cnpj": "br.cnpj", "br_cpf": "br.cpf", "ar_cuit": "ar.cuit", "cl_rut": "cl.rut",
    "co_nit": "co.nit", "pe_ruc": "pe.ruc", "ve_rif": "ve.rif", "uy_rut": "uy.rut", "ec_ruc": "ec.ruc", "py_ruc": "py.ruc",
    "do_rnc": "do.rnc", "gt_nit": "gt.nit", "sv_nit": "sv.nit", "cr_cpj": "cr.cpj", "tr_vkn": "tr.vkn", "tr_tckn": "tr.tckimlik",
    "in_gstin": "in_.gstin", "in_pan": "in_.pan", "cn_uscc": "cn.uscc", "jp_cn": "jp.cn", "kr_brn": "kr.brn",
    "sg_uen_local": "sg.uen", "sg_uen_business": "sg.uen", "sg_uen_other": "sg.uen", "th_tin": "th.tin", "vn_mst": "vn.mst",
    "id_npwp": "id.npwp", "au_abn": "au.abn", "au_acn": "au.acn", "nz_ird": "nz.ird", "nz_nzbn": "ean", "il_hp": "il.hp",
    "il_idnr": "il.idnr", "za_tin": "za.tin", "eg_tn": "eg.tn", "ke_pin": "ke.pin", "gh_tin": "gh.tin", "ma_ice": "ma.ice",
    "tw_ubn": "tw.ubn",
    # Beside the usual ones: persons, those abroad, registers.
    "at_stnr": "at.tin", "be_nn": "be.nn", "de_idnr": "de.idnr", "de_stnr": "de.stnr", "dk_cpr": "dk.cpr", "ee_ik": "ee.ik",
    "ee_registrikood": "ee.registrikood", "fr_spi": "fr.nif", "it_cf": "it.codicefiscale", "lt_asmens": "lt.asmens",
    "nl_rsin": "nl.bsn", "pl_pesel": "pl.pesel", "pl_regon": "pl.regon", "gb_utr": "gb.utr", "no_fnr": "no.fodselsnummer",
    "rs_jmbg": "si.emso", "me_jmbg": "si.emso", "us_itin": "us.itin", "ec_ci": "ec.ci", "ec_ruc_person": "ec.ruc",
    "do_cedula": "do.cedula", "cr_cpf": "cr.cpf", "cr_dimex": "cr.cr", "kr_rrn": "kr.rrn",
    "my_nric": "my.nric", "bg_egn": "bg.egn", "bg_lnch": "bg.pnf", "cz_rc": "cz.rc", "sk_rc": "cz.rc", "eu_oss": "eu.oss", "eu_ioss": "eu.oss",
}
# What its country's letters are to python-stdnum, where it wants them.
PREFIX = {"ch_uid": "CHE", "eu_oss": "EU", "eu_ioss": "IM"}
# Second digits that it checks only when asked.
WITH = {"mx_rfc": {"validate_check_digits": True}, "mx_rfc_person": {"validate_check_digits": True}}

if len(sys.argv) > 1 and sys.argv[1] == "kinds":
    print("\n".join(MODULES))
    sys.exit()

checks = {kind: importlib.import_module("stdnum." + module).is_valid for kind, module in MODULES.items()}
for line in sys.stdin:
    kind, number = line.rstrip("\n").split("\t")
    answer = checks[kind](PREFIX.get(kind, "") + number, **WITH.get(kind, {}))
    sys.stdout.write("1\n" if answer else "0\n")
