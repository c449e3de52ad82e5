const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/**
 * Words and phrases that guessing begins with, folded: lower case, without marks and spaces. Sources: the heads of the yearly lists of most used passwords (NordPass, SplashData, the 500 worst of
 * Mark Burnett's "Perfect Passwords"), what Vietnamese people take according to the country pages of the same lists, and the words of this product's own field. Numbers, keyboard rows and
 * repetitions aren't listed: they are recognised.
 */
export const COMMON_PASSWORD_WORDS: readonly string[] = [
  ...words(`
    password passwords passwort contrasena motdepasse pass secret letmein welcome login signin access changeme default administrator admin root user guest test testing
    master superuser manager service support system server computer internet network security camera cameras iloveyou ilovu loveyou lovely sunshine princess monkey dragon
    football baseball basketball hockey soccer superman batman spiderman starwars pokemon naruto trustno whatever freedom shadow mustang michael jordan charlie thomas jessica
    jennifer daniel andrew joshua matthew hunter hunters ginger summer winter spring autumn cheese banana orange flower purple silver golden diamond samsung iphone google
    facebook youtube windows microsoft liverpool chelsea arsenal barcelona manunited manutd mancity juventus realmadrid ferrari yamaha honda toyota killer ninja hello
    helloworld correcthorsebatterystaple`),
  ...words(`
    matkhau matkhaumoi matkhaucuatoi khongcomatkhau khongcopass khongbiet khongnho quenmatkhau xinchao chaomung chaoban camon vietnam vietnamvodich toiyeuvietnam hochiminh
    bachho saigon hanoi danang haiphong cantho dalat lamdong dinhvan lamha mongcai thanhhoa anhyeuem emyeuanh yeuanh yeuem toiyeuem maiyeu maiyeuem maimaiyeuem tinhyeu
    tinhban nguoiyeu yeuthuong conyeume conyeubame bame giadinh giadinhtoi giadinhlaso hanhphuc binhan binhyen maymanloc phatloc phattai thanhcong sontung sontungmtp
    nguyen nguyenvan nguyenthi tranvan tranthi phamvan phamthi hoangvan levan lethi buivan dovan dangvan vuvan ngovan`),
  ...words(`
    matpho matphocamera cameraanninh anninh antoan congan conganxa conganphuong canhsat canhsatkhuvuc chihuy todanpho khupho thonxom bandieuhanh banquanly tongdai
    police officer commander auditor board matphodemo`),
];
