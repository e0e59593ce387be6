/// Names of the months in the languages of labels.
///
/// Source: the Unicode Common Locale Data Repository's names (gregorian calendar, wide, format and stand-alone forms) of
/// many languages; German names of before 1850, Latin as labels bend it (`Augusto`), contractions (`Jly`, `Novr`, `8bre`).
enum MonthNames {
  /// The month that `word` (folded) names: in full, or by its first three letters or more where these can mean no other.
  static func month(_ word: Substring) -> Int? {
    if let month = full[word] { return month }
    guard word.utf8.count >= 3, word.utf8.count <= 12 else { return nil }
    return prefixes[word]
  }

  /// 1 to 12 for `i` to `xii`, as labels write months; nil for another word.
  static func roman(_ word: Substring) -> Int? { romans[word] }

  private static let romans: [Substring: Int] = [
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "iiii": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "viiii": 9, "x": 10,
    "xi": 11, "xii": 12,
  ]

  /// One line for each month.
  private static let lines = [
    """
    january jan ja januar januario sijecnja janvier enero gennaio janeiro januari tammikuu tammikuuta stycznia styczen leden ledna januarius
    ianuarius ianuarii januarii jenner janner ocak ianuarie januar января январь січня január jany jany januaris sijecanj
    """,
    """
    february feb fe februar februario veljaca veljace hornung fevrier febrero febbraio fevereiro februari helmikuu helmikuuta lutego luty unor unora februarius
    februarii feber febr subat febry febuary feburary февраля февраль лютого
    """,
    """
    march mar mr martio ozujak ozujka marz maerz mars marzo marco maart maaliskuu maaliskuuta marca marzec brezen brezna martius martii marts
    marcius mart martie марта март березня mch mrch
    """,
    """
    april apr ap travanj travnja avril abril aprile huhtikuu huhtikuuta kwietnia kwiecien duben dubna aprilis aprili nisan aprilie апреля
    апрель квітня apl aprl
    """,
    """
    may my mai mayo maggio maio mei toukokuu toukokuuta maja maj majo maji kveten kvetna majus maius maii mayis svibanj svibnja
    мая май травня
    """,
    """
    june jun jn brachmonat brachmond lipanj lipnja juni juin junio giugno junho kesakuu kesakuuta czerwca czerwiec cerven cervna junius iunius iunii junii haziran
    iunie июня июнь червня juny jne
    """,
    """
    july jul jl jy heumonat heumond srpanj srpnja juli juillet julio luglio julho heinakuu heinakuuta lipca lipiec cervenec cervence julius iulius iulii julii
    temmuz iulie июля июль липня jly jully juil
    """,
    """
    august aug ag augusto kolovoz kolovoza aout agosto augustus elokuu elokuuta sierpnia sierpien srpen srpna augusti augusztus agustus августа agustos август
    серпня augt agust
    """,
    """
    september sep viibris rujan rujna septembre septiembre setiembre settembre setembro syyskuu syyskuuta wrzesnia wrzesien zari szeptember
    eylul septembris septembrie сентября сентябрь вересня spt septr septbr sepbr sept
    """,
    """
    october oktober viiibris weinmonat weinmond octobre octubre ottobre outubro lokakuu lokakuuta pazdziernika pazdziernik rijen rijna oktobris
    octobris ekim octombrie октября октябрь жовтня octr octbr oct okt
    """,
    """
    november ixbris studeni studenoga novembre noviembre novembro marraskuu marraskuuta listopadu novembris kasim noiembrie ноября
    ноябрь листопада novr novbr
    """,
    """
    december xbris christmonat christmond prosinac prosinca dezember decembre diciembre dicembre dezembro desember joulukuu joulukuuta grudnia grudzien prosinec
    prosince decembris aralik decembrie декабря декабрь грудня decr decbr xbre xber
    """,
  ]

  private static let full: [Substring: Int] = {
    var months: [Substring: Int] = [:]
    for (index, line) in lines.enumerated() {
      for name in line.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
        months[Folding.fold(String(name))[...]] = index + 1
      }
    }
    return months
  }()

  /// Beginnings of names; those that could be of two months are left out.
  private static let prefixes: [Substring: Int] = {
    var months: [Substring: Int] = [:]
    // In Croatian `listopad` is October.
    for (name, month) in full where name != "listopadu" {
      for length in 3..<max(4, name.count) {
        let prefix = name.prefix(length)
        months[prefix, default: month] = months[prefix, default: month] == month ? month : 0
      }
    }
    return months.filter { $0.value != 0 }
  }()
}
