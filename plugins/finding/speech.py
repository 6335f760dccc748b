"""How people type: words that say nothing, roots that never stand alone, other words for the handbook's."""

from __future__ import annotations

STOP = {
    "id": "ada adalah agar aja akan aku anda apa apakah atau bagaimana bahwa baik banget belum biar bila bisa boleh "
    "buat cara cukup dalam dan dapat dari deh dengan dgn di dia doang dong dr enggak ga gak gimana gini gitu "
    "gmn hingga ia ingin ini itu jadi jangan jika juga kalau kalo kami kamu kapan karena kayak ke kenapa "
    "kepada kita klo kok lagi lain lalu lebih maka mana masih mau mengapa mereka ngga nggak nih oleh orang "
    "pada para pas pernah punya saat saja sama sangat saya sebagai sebelum sebuah secara sedang semua seorang "
    "seperti serta seseorang sesuatu sesudah setelah setiap siapa sih sini situ soal sudah supaya tak tanpa "
    "tapi telah tentang terhadap terlalu tetapi tidak tuh untuk utk yaitu yang yg",
    "en": "a about after again all already also always am an and another any anything are around as at away be "
    "because been before being but by can could did do does each else enough ever every few for from get "
    "getting give giving good had has have he her him his how i if in into is it its just kept let like made "
    "make many may me more most much my never no not now of on one or other others our out own really same "
    "she should so some somebody someone something still such than that the their them then there they this "
    "through to too until up us very want was way we well were what when where which while who whom whose why "
    "will with without would yet you your",
}

# Roots of the field's verbs that are no words by themselves, so that the texts cannot tell them.
ROOTS = {
    "id": "abai acu adil ajak ajar aju akui alam alih amat ancam andal anggap anggota angguk anjur aruh asah awas "
    "balas banding bantah bayang bayar bela benah berani bujuk bukti bunyi cakap cakup campur capai cegah "
    "cerna coret curi dahulu damping diskusi dorong dukung eluh embang evaluasi fungsi gabung gagas ganggu "
    "ganti gantung gerak gesa gesek gilir hadap hakim hambat hancur henti hibur hindar hormat ikat ikut "
    "imbang inap interogasi intip jabat jajak jamin janji jemah jual juang kait kelola kelompok kembali "
    "kembang kerja konsultasi koordinasi kumpul kunci laksana lamar lambat landas larang latih layan lesai "
    "libat lihat lindung luang lulus manfaat masuk megah minta mulai nikmat nilai obrol omong padan paham "
    "pahami pakat pandu pangkas pantau pengaruh percaya picu pikir pilih pimpin pulih rancang rawat rekam "
    "rinci rumus rundung salur sambut sampai sasar sedia selip sembunyi senang serah serang sertai sesuai "
    "siap simak simpan simpul sindir singkir sisih susul tabrak tafsir tagih tanam tanding tanggap tantang "
    "tarik tekan telaah temu terima tetap timbang tindak titip tonton tuduh tunjuk tuntut undur uraikan usung "
    "utara wawancara wujud",
}

# What only looks as if it had a root that readers know: setuju (to agree) is no tuju (aim), career no care.
WHOLE = {
    "id": "antara beberapa berani berapa berarti bilangan cuma demikian dengan diri halaman kalian karyawan keluar "
    "keluarga kemudian kepada ketika ketua kira korban langkah lebaran masalah masukan memang mengaku mengapa "
    "mentor menurut panduan pendapat pengadilan pengakuan pengaruh penghasilan penting peran perangkat "
    "percuma persen persis pertama perusahaan pikiran rencana sebab sebagai seberapa sedang sedikit sehat "
    "sekali sekarang sekolah selalu selama seluk seluruh sementara sempat semua senang sendiri sering sertai "
    "sesuai sesuatu setiap setuju tangan tapi tempat tenang tengah tenggara terang terapi terima terlalu "
    "tetapi wawancara",
    "en": "always anything being boss business busy career careful coming comment common content corner does during "
    "early ears even evening every everything factor final finance finding general goes interest intern "
    "international letter likely matter mental mention mentor nearly nothing number offer office other others "
    "passing passive poster press public ready really server several something thing united wording",
}

# The glossary's own aliases come first; these are words that are no terms. The first of each is the handbook's word.
SAME: dict[str, tuple[tuple[str, ...], ...]] = {
    "id": (
        ("nilai", "manfaat", "guna", "untung", "faedah"),
        ("desainer", "designer"),
        ("bicara", "ngomong", "berbicara"),
        ("penulis", "pengarang"),
        ("marah", "emosi"),
        ("pekan", "minggu"),
        ("hapus", "batal"),
        ("topik", "bahan obrolan"),
        ("sumber", "rujukan", "referensi"),
        ("takut", "cemas", "khawatir"),
        ("hal berat", "kabar buruk", "berita buruk"),
        ("ritme", "jadwal rutin", "jadwal tetap"),
        ("lapor", "melaporkan", "adukan"),
        ("karier", "karir"),
        ("konflik", "bertengkar", "pertengkaran", "ribut", "cekcok", "berantem", "berselisih"),
        ("jujur", "terus terang", "blak-blakan", "apa adanya"),
        ("menolak", "bilang tidak", "berkata tidak"),
        ("belajar", "kursus", "pelatihan", "menimba ilmu"),
        ("perkembangan", "pengembangan diri", "maju"),
        ("kemampuan", "keahlian", "kompetensi", "keterampilan"),
        ("jenjang karier", "level", "pangkat", "senior"),
        ("promosi", "naik level", "naik pangkat"),
        ("menegur", "memarahi", "mengomeli"),
        ("mengeluh", "komplain", "protes", "keluhan"),
        ("cemas", "gelisah", "panik", "grogi", "gugup"),
        ("lelah", "capek", "letih"),
        ("beban kerja", "kebanyakan kerja", "kebanyakan tugas", "kebanyakan rapat", "sibuk"),
        ("daring", "online", "virtual", "video call"),
        ("jarak jauh", "online", "wfh", "kerja dari rumah"),
        ("rapat", "meeting"),
        ("ritme", "frekuensi", "berapa kali", "seberapa sering"),
        ("menit", "durasi", "berapa lama"),
        ("penilaian kinerja", "penilaian tahunan", "evaluasi tahunan", "rapor"),
        ("anggota baru", "pegawai baru", "anak baru"),
        ("anggota tim", "anak buah", "staf"),
        ("antartim", "antar tim", "lintas tim", "tim lain", "divisi lain"),
        ("sejawat", "rekan", "kolega", "teman kerja", "teman kantor"),
        ("mengundurkan diri", "keluar kerja", "berhenti kerja"),
        ("apresiasi", "terima kasih", "penghargaan", "dihargai"),
        ("diam", "bungkam", "hening", "pendiam"),
        ("memotong", "menyela", "interupsi"),
        ("ilmu", "pengetahuan"),
        ("kesalahan", "kekeliruan", "salah", "blunder"),
        ("gaji", "uang", "upah", "bayaran"),
        ("cetak", "print", "printer", "unduh", "download"),
        ("percakapan", "dialog", "pembicaraan"),
        ("sulit", "susah", "berat"),
        ("tujuan", "maksud", "goal"),
        ("sasaran", "target"),
        ("lembar", "template", "formulir"),
        ("lintas jenjang", "atasannya atasan", "atasan dari atasan", "bosnya bos"),
    ),
    "en": (
        ("gain", "benefit", "benefits", "advantage"),
        ("topic", "what to talk about", "talk about", "discuss"),
        ("confidentiality", "private", "secret", "secrets"),
        ("author", "wrote", "writer"),
        ("fear", "afraid", "scared", "anxious"),
        ("burnout", "burned out", "burnt out"),
        ("mentor", "mentorship"),
        ("honest", "honesty", "candid"),
        ("license", "licence", "copyright"),
        ("mistake", "error"),
        ("angry", "anger", "upset"),
        ("reorganization", "reorganisation"),
        ("peer", "colleague", "coworker"),
        ("growth", "development", "growing", "grow"),
        ("someone new", "strangers", "stranger"),
        ("pay", "money", "wage", "a raise", "income"),
        ("learn", "study", "course", "training"),
        ("skill", "competence", "ability"),
        ("career ladder", "senior level", "next level", "seniority"),
        ("conflict", "argument", "argue", "fight", "quarrel", "dispute"),
        ("decline", "say no", "refuse", "turn down", "reject"),
        ("correct", "reprimand", "tell off"),
        ("complain", "gripe"),
        ("fear", "worried", "anxiety", "nervous"),
        ("tired", "exhausted", "fatigue"),
        ("workload", "too much work", "too many meetings", "busy"),
        ("remote", "online", "virtual", "video call", "wfh"),
        ("rhythm", "how often", "frequency", "how many times"),
        ("minutes", "duration", "how long"),
        ("performance review", "yearly review", "annual review", "evaluation"),
        ("new joiner", "newcomer", "new employee", "new starter"),
        ("recognition", "appreciate", "appreciation", "compliment", "kudos", "gratitude"),
        ("silence", "quiet", "silent"),
        ("interrupt", "cut off", "talk over"),
        ("knowledge", "know-how", "expertise"),
        ("reorganization", "restructuring", "organizational change"),
        ("print", "download"),
        ("conversation", "dialogue", "discussion"),
        ("hard", "difficult", "tough"),
        ("time off", "vacation", "holiday"),
        ("purpose", "aim", "objective"),
        ("goal", "target"),
        ("team member", "employee", "staff"),
        ("peer", "teammate", "co-worker"),
        ("openers", "opening line", "conversation starter", "start a conversation", "icebreaker"),
        ("rebook", "reschedule", "postpone"),
        ("resignation", "notice period", "leave the company"),
        ("sheet", "template", "worksheet", "form"),
        ("skip-level", "boss's boss", "manager's manager"),
        ("working agreement", "ground rules"),
    ),
}
