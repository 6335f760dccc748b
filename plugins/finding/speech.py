"""How people type: words that say nothing, roots that never stand alone, words that only look as if they had one."""

from __future__ import annotations

STOP = {
    "id": "abis ada adalah agar aj aja ajalah akan akhirnya aku anda apa apaan apakah apalagi aq atau bagaimana "
    "bagaimanapun bagi bahwa baik bakal bakalan banget banget2 barusan begini begitu belom belum bener "
    "beneran beri berupa besok bgt biar biasanya bikin bikinin bila bisa bkn blm boleh bro bs bu buat bukan "
    "cara cukup cuma dalam dan dapat dari daripada deh dengan dg dgn di dia dijadikan diri dll dlm doang "
    "dong dpt dr dsb dst eh elo elu emang emangnya emg enggak entar ga gaes gak gimana gini gitu gk gmana "
    "gmn gmna gt gua gue guys gw gwe hal hanya harus harusnya hingga ia ikut ingin ini itu itulah jadi "
    "jadinya jangan jd jg jgn jika juga justru kadang kah kak kalau kalian kalo kami kamu kan kapan karena "
    "karna kasih kaya kayak kayaknya kayanya ke kek kemarin kenapa kepada kita klo km knp kok krn kudu kyk "
    "lagi lain lalu lebih lewat lg lha lho lo loh lu mah maka makanya malah mana mas masih masing mau mbak "
    "melakukan melulu memang memberi membuat mending mengapa menjadi mereka mesti mestinya misalnya mrk mulu "
    "mungkin nah namun nanti ngapain ngasih ngga nggak nih ntar nya oleh orang pada padahal pak para pas "
    "pasti pengen pengin perlu pernah punya rasanya saat saja sama sangat saya sdh sebagai sebagainya "
    "sebaiknya sebelum sebenarnya sebenernya sebuah secara sedang sekarang selalu semacam semua seorang "
    "seperti sering2 serta seseorang sesuatu sesudah setelah setiap siapa sih sini sis situ skrg sm soal "
    "soalnya spt suatu sudah suka supaya sy tadi tak tanpa tapi tau tdk telah tentang terhadap terlalu "
    "ternyata terus tetap tetapi tiba tidak tips tolong tp trs tsb ttg tuh udah udh untuk utk walau ya yah "
    "yaitu yang yaudah yg yuk",
    "en": "a able about actually after again ain all already also always am an and another any anybody anybodys "
    "anymore anyone anything anyways are arent around as at away basically be because become becoming been "
    "before being best bit btw but by came can cant come coming could couldnt deal dealing did didn didnt do "
    "does doesn doesnt doing don done dont each else enough ever every everybody everyone everyones few for "
    "from get getting give giving go goes going gone gonna good got gotta had hadn handle handling happen "
    "has hasnt have havent he hello her hes hey hi him his how hows i id if im in instead into is isn isnt "
    "it its ive just kept kinda lately let lets like literally ll lot lots made make makes making many may "
    "maybe me might more most much my myself need needs never no nobody nobodys not now of off ok okay on "
    "once one or other others our out over own people per perhaps person please pls plz quite r rather re "
    "really said same says seem seems she shes should shouldnt since so some somebody somebodys someone "
    "someones something sometimes somewhere soon sorta still such sudden suddenly supposed take takes taking "
    "than that thats the their them then there they theyre theyve thing things this through tip tips to "
    "today tomorrow too toward tried try trying u until up upon ur us use using usually ve very wanna want "
    "wants was wasnt way ways we well went were weve what whatever whats when whens where wheres which while "
    "who whom whos whose why will with without won wont would wouldnt yeah yes yesterday yet you your youre "
    "yourself youve",
}

# Roots of the field's verbs that are no words by themselves, so that the texts cannot tell them.
ROOTS = {
    "id": "abai acu adil ajak ajar aju akui alam alih amat ancam andal anggap anggota angguk anjur aruh asah awas "
    "balas banding bantah bayang bayar bela benah berani bujuk bukti bunyi cakap cakup campur capai cegah cerna coret "
    "curi dahulu damping diskusi dorong dukung eluh embang evaluasi fungsi gabung gagas ganggu ganti gantung "
    "gerak gesa gesek gilir hadap hakim hambat hancur henti hibur hindar hormat ikat ikut imbang inap interogasi "
    "intip jabat jajak jamin janji jemah jual juang kait kelola kelompok kembali kembang kerja konsultasi "
    "koordinasi kumpul kunci laksana lamar lambat landas larang latih layan lesai libat lihat lindung luang lulus "
    "manfaat masuk megah minta mulai nikmat nilai obrol omong padan paham pahami pakat pandu pangkas pantau "
    "pengaruh percaya picu pikir pilih pimpin pulih rancang rawat rekam rinci rumus rundung salur sambut sampai "
    "sasar sedia selip sembunyi senang serah serang sertai sesuai siap simak simpan simpul sindir singkir sisih "
    "susul tabrak tafsir tagih tanam tanding tanggap tantang tarik tekan telaah temu terima tetap timbang tindak "
    "titip tonton tuduh tunjuk tuntut undur uraikan usung utara wawancara wujud",
}

# What only looks as if it had a root that readers know: setuju (to agree) is no tuju (aim), career no care.
WHOLE = {
    "id": "antara bareng beberapa berani berapa berarti berkesan bilangan boleh cuma date demikian dengan diri "
    "dirumahkan halaman kalian karyawan kebolehan kelebihan keluar keluarga kemudian kepada kesan ketika "
    "ketua kira korban langkah later lebaran makalah make marah margin masalah masukan memang mempunyai "
    "mengaku mengapa mentor menurut model mula mungkin musuh negara nyaman oleh paket panduan paper pemangku "
    "pembuat pendapat pendiri pengadilan pengakuan pengaruh pengen penghasilan penting peran perangkat "
    "percuma pergi persen persis pertama pertolongan perusahaan pikiran rencana sebab sebagai seberapa "
    "sedang sedikit sehat sekali sekarang sekolah selalu selama seluk seluruh sementara sempat semua senang "
    "sendiri sengketa sering sertai sesuai sesuatu setiap setuju site tangan tapi teladan tempat tenang "
    "tengah tenggara terang terapi terima terlalu tetapi wawancara",
    "en": "access additional always anything being boss business busy career careful coming comment common content "
    "corner critical currency customer daily differ does during early ears even evening every everything "
    "factor final finance fourth general goes health instance interest intern international journalism "
    "keiser letter licence likely matter mental mention mentor national native nearly north nothing number "
    "offer office other others owner passing passive policy poster practitioner praise press process production public "
    "ready really relationship sentence server several sixth something south stranger success tester thing "
    "united wording",
}

# Forms that no rule makes, each with its word; only those whose word the handbook says are kept.
IRREGULAR = {
    "en": "bought=buy broke=break broken=break brought=bring built=build burnt=burn chose=choose chosen=choose "
    "dealt=deal drawn=draw drew=draw driven=drive fell=fall felt=feel forgave=forgive forgot=forget "
    "forgotten=forget fought=fight grew=grow grown=grow heard=hear held=hold hid=hide hidden=hide knew=know "
    "known=know learnt=learn led=lead lost=lose meant=mean men=man met=meet misunderstood=misunderstanding "
    "overheard=hear paid=pay rose=rise saw=see seen=see sent=send shown=show slept=sleep sold=sell spent=spend "
    "spoke=speak spoken=speak stole=steal stolen=steal taught=teach thought=think threw=throw thrown=throw "
    "told=tell understood=understand unheard=hear woke=wake woken=wake women=woman wore=wear worn=wear "
    "wrote=write written=write",
    "id": "abis=habis anter=antar cape=capek duit=uang karir=karier kerjasama=kerja mager=malas mgg=minggu mggu=minggu "
    "ortu=orang pinter=pintar sebel=kesal tmn=teman",
}
