"""Titles that may stand before or after a name on a Kartu Keluarga or KTP-el, but not on a civil certificate.

Only what a source shows is listed, as it is written there. A title that is missing here makes two names differ by a
word; it never makes a name wrong.
"""

from datetime import date
from typing import Final

SOURCE: Final = (
    "Permendagri 73/2022 art. 5: titles of study, custom and religion may stand on KK and KTP-el, abbreviated. "
    "The abbreviations: EYD V (Kepka Badan Bahasa 0424/I/BS.00.01/2022) and PUEBI 2016, II.F; "
    "Kepmendikbud 036/U/1993 and Permenristekdikti 59/2018 art. 20, as universities and schools of law quote them; "
    "PMA 36/2009 and 33/2016; the degrees in the reference list of SISTER (Kemdikbudristek); "
    "Tgk. and Rd.: Indonesian Wikipedia, Teungku and Gelar kebangsawanan Jawa"
)
AS_OF: Final = date(2026, 11, 26)
CONFIDENCE: Final = "medium"


def _plain(written: str) -> frozenset[str]:
    """The abbreviations without their signs and in small letters, as they are compared."""
    return frozenset(title.replace(".", "").replace("-", "").lower() for title in written.split())


# Before a name, and no name is written like them, with a period or without.
BEFORE: Final = _plain("Dr. dr. Dra. drg. drh. Drs. H. Hj. Ir. K.H. Mgr. Pdt. Prof. R.M. Sdr. Tb. Tgk.")
# Before a name, and without a period they may be a word or an initial of it.
BEFORE_WITH_PERIOD: Final = _plain("Apt. Dg. Dt. H.C. Ns. Ny. R. R.A. Rd. Tn.")

# After a name, behind a comma or not.
AFTER: Final = _plain(
    """
    A.Ma. A.Md. A.Md.A.B. A.Md.Ak. A.Md.Akun. A.Md.Far. A.Md.Farm. A.Md.Gz. A.Md.Keb. A.Md.Kep. A.Md.Kes. A.Md.Kom.
    A.Md.Pjk. A.Md.R.M.I.K. A.Md.Rad. A.Md.T. A.P. Ak. Apt. Lc. Ners. Ns.
    S.A.B. S.A.P. S.Ag. S.Agr. S.Ak. S.Akun. S.Ars. S.Bns. S.Ds. S.E. S.E.I. S.E.Sy. S.Farm. S.Fil. S.Fil.I. S.Gz. S.H.
    S.H.I. S.Hum. S.Hut. S.I.K. S.I.Kom. S.I.P. S.I.Pem. S.IP. S.K.G. S.K.H. S.K.M. S.K.Pm. S.Kar. S.Keb. S.Ked. S.Kel.
    S.Kep. S.Kes. S.Kom. S.Kom.I. S.Li. S.M. S.Mat. S.Mn. S.P. S.P.W. S.Par. S.Pd. S.Pd.H. S.Pd.I. S.Pd.K. S.Pd.SD.
    S.Pi. S.Psi. S.Pt. S.S. S.S.I. S.S.T. S.ST. S.STP. S.Si. S.Sn. S.Sos. S.Sos.H. S.Sos.I. S.Stat. S.Sy. S.T. S.T.P.
    S.Th. S.Th.I. S.Tr. S.Tr.A.B. S.Tr.Ak. S.Tr.Akun. S.Tr.Ds. S.Tr.Gz. S.Tr.K. S.Tr.Keb. S.Tr.Kep. S.Tr.Kes.
    S.Tr.Kom. S.Tr.Par. S.Tr.Pi. S.Tr.Rad. S.Tr.Sn. S.Tr.T. S.Tr.Tra. S.Ud.
    Sp.A. Sp.An. Sp.Ak. Sp.B. Sp.B.A. Sp.B.M. Sp.B.P. Sp.B.S. Sp.B.T.K.V. Sp.D.V. Sp.F. Sp.F.K. Sp.G.K. Sp.J.P. Sp.K.F.
    Sp.K.F.R. Sp.K.G. Sp.K.G.A. Sp.K.J. Sp.K.K. Sp.K.O. Sp.K.P. Sp.Kep. Sp.Kep.An. Sp.Kep.J. Sp.Kep.Kom. Sp.Kep.M.B.
    Sp.M. Sp.M.K. Sp.N. Sp.O.G. Sp.O.T. Sp.Onk.Rad. Sp.Ok. Sp.Ort. Sp.P. Sp.P.A. Sp.P.D. Sp.P.K. Sp.Par.K. Sp.Perio.
    Sp.Pros. Sp.Rad. Sp.R.M. Sp.S. Sp.T.H.T. Sp.THT-KL. Sp.U.
    M.A. M.A.B. M.A.P. M.Acc. M.Ag. M.Agr. M.Ak. M.B.A. M.Biomed. M.Biotek. M.Com. M.Ds. M.E. M.Ec.Dev. M.Ed. M.E.I.
    M.Eng. M.Epid. M.Farm. M.Fil. M.Fil.I. M.Gz. M.H. M.H.I. M.Han. M.Hum. M.Hut. M.I.Kom. M.I.P. M.K.M. M.Keb. M.Ked.
    M.Kep. M.Kes. M.Kom. M.Kom.I. M.Kn. M.Li. M.Ling. M.M. M.M.R. M.Mat. M.P. M.P.A. M.P.H. M.P.W.K. M.Par. M.Pd. M.Pd.I.
    M.Phil. M.Pi. M.Psi. M.Pt. M.S. M.S.E. M.S.I. M.Sc. M.Si. M.Sn. M.Sos. M.Stat. M.Sy. M.T. M.T.I. M.Th. M.Tr.
    M.Tr.Keb. M.Tr.Kep. M.Tr.Kes. M.Tr.Kom. M.Tr.T. M.Ud. M.Vet.
    B.A. B.Sc. B.Eng. LL.B. LL.M. Ph.D.
    """
)

# After a name, also without a period. So may all of three consonants or more; two may be initials, others are names too.
AFTER_BARE: Final = _plain(
    "M.Farm. M.H. M.Hum. M.Kes. M.Kep. M.Kom. M.M. M.Psi. M.T. S.Farm. S.H. S.Kep. S.Kes. S.Kom. S.Psi. S.Sos. S.Stat. S.T."
)
# The same behind a comma and two words: "Budi Santoso, SE", where "Lim, Mei" has a surname before the comma.
AFTER_COMMA: Final = _plain(
    "A.Md. Ak. Apt. Lc. M.A. M.Ag. M.Ak. M.B.A. M.P. M.S. M.Si. Ns. S.Ag. S.Ak. S.E. S.IP. S.M. S.P. S.S. S.Si."
)

# What a title says of the sex of whoever bears it: haji and hajah, doktorandus and doktoranda, raden mas and raden ayu.
OF_A_MAN: Final = _plain("Drs. H. K.H. R.M. Tn.")
OF_A_WOMAN: Final = _plain("Dra. Hj. Ny. R.A.")

# "Child of", between a name and that of the father or clan: PUEBI I.F.2 for the first three, and HM Passport Office,
# "Malaysia: Knowledge Base profile", and the ruling on Malaysian and Singaporean names for the others.
SON_OF: Final = frozenset({"bin", "a/l", "s/o"})
DAUGHTER_OF: Final = frozenset({"binti", "boru", "binte", "bte", "a/p", "d/o"})
