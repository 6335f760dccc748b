"""How people type: words that say nothing, roots that never stand alone, words that only look as if they had one."""

from __future__ import annotations

STOP = {
    "id": "ada adalah agar aja ajalah akan akhirnya aku anda apa apakah atau bagaimana bagaimanapun bagi bahwa "
    "baik banget begini begitu belum beri berupa bgt biar bila bisa boleh buat bukan cara cukup cuma dalam "
    "dan dapat dari deh dengan dgn di dia dijadikan diri doang dong dr enggak ga gak gimana gini gitu gmn "
    "gmna hal hanya harus hingga ia ikut ingin ini itu itulah jadi jadinya jangan jika juga justru kalau "
    "kalo kami kamu kapan karena karna kayak ke kenapa kepada kita klo kok lagi lain lalu lebih lewat maka "
    "mana masih masing mau melakukan memang memberi membuat mengapa menjadi mereka mungkin namun ngga nggak "
    "nih nya oleh orang pada para pas pasti perlu pernah punya rasanya saat saja sama sangat saya sebagai "
    "sebagainya sebaiknya sebelum sebuah secara sedang sekarang selalu semua seorang seperti serta seseorang "
    "sesuatu sesudah setelah setiap siapa sih sini situ soal suatu sudah supaya tak tanpa tapi telah tentang "
    "terhadap terlalu ternyata terus tetap tetapi tiba tidak tips tolong tuh untuk utk walau yah yaitu yang "
    "yg",
    "en": "a able about actually after again all already also always am an and another any anybody anyone anything "
    "are around as at away be because become becoming been before being best bit but by came can cant come "
    "coming could deal dealing did didn do does doesn doing done dont each else enough ever every everybody "
    "everyone few for from get getting give giving go goes going gone good got had hadn handle handling "
    "happen has have he her him his how i if in instead into is isn it its just kept let like lot made make "
    "makes making many may maybe me might more most much my myself need needs never no nobody not now of off "
    "on one or other others our out over own people per perhaps person please quite rather really said same "
    "says seem seems she should since so some somebody someone something sometimes somewhere soon still such "
    "sudden suddenly take takes taking than that the their them then there they thing things this through "
    "tip tips to too toward tried try trying until up upon us use using very want wants was way ways we well "
    "went were what whatever when where which while who whom whose why will with without won would yet you "
    "your yourself",
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
    "id": "antara beberapa dirumahkan berani berapa berarti bilangan cuma demikian dengan diri halaman kalian karyawan "
    "keluar keluarga kemudian kepada ketika ketua kira korban langkah lebaran masalah masukan memang mengaku mengapa "
    "mentor menurut panduan pendapat pengadilan pengakuan pengaruh penghasilan penting peran perangkat "
    "percuma persen persis pertama perusahaan pikiran rencana sebab sebagai seberapa sedang sedikit sehat "
    "sekali sekarang sekolah selalu selama seluk seluruh sementara sempat semua senang sendiri sering sertai "
    "sesuai sesuatu setiap setuju tangan tapi tempat tenang tengah tenggara terang terapi terima terlalu "
    "tetapi wawancara",
    "en": "always anything being boss business busy career careful coming comment common content corner does during "
    "early ears even evening every everything factor final finance general goes interest intern "
    "international letter likely matter mental mention mentor nearly nothing number offer office other others "
    "passing passive poster press public ready really server several something thing united wording",
}
