/// The words of `Placeholder`: folded (small letters, Latin ones without marks), so `Ilegível` stands as `ilegivel`.
extension Placeholder {
  /// In bytes. What is longer says something.
  static let longest = 120

  /// Each says by itself that there is nothing to tell.
  static let nothing = words(
    """
    unknown unavailable unreadable illegible indecipherable unidentified undetermined unspecified unstated unrecorded
    unlabelled unlabeled untranscribed undated unnumbered undefined indeterminate missing absent blank blanks empty none
    null nil nan nothing notapplicable notavailable notfound notvisible notpresent nodata string placeholder tbd unclear
    obscured blurry blurred indet unbekannt unleserlich unlesbar fehlt fehlend fehlende entfallt keine keiner keines leer nichts unklar
    inconnu inconnue inconnus illisible illisibles absente neant aucun aucune manquant manquante vide rien indetermine
    indeterminee desconocido desconocida ilegible ilegibles ausente ninguno ninguna nada vacio vacia indeterminado
    indeterminada desconhecido desconhecida ilegivel ilegiveis nenhum nenhuma vazio vazia faltante sconosciuto
    sconosciuta illeggibile illeggibili assente nessuno nessuna mancante vuoto niente onbekend onleesbaar ontbreekt
    geen leeg niets ukendt ulaeselig ulaselig ukjent uleselig okand oklar olaslig saknas mangler ingen inget
    ingenting tuntematon epaselva puuttuu nieznany nieznana nieznane nieczytelny nieczytelna nieczytelne brak neznamy
    neznama nezname necitelny necitelne chybi zadny ismeretlen olvashatatlan nincs hianyzik necunoscut ilizibil lipsa
    teadmata loetamatu puudub nezinams nav nezinoma nera bilinmiyor okunamiyor yok ignotus ignota ignotum incognitus
    incognita illegibilis illegibile deest desunt neuvedeno neuvedena neudano neznano nezjisteno
    неизвестно неизвестен неизвестный неизвестная неразборчиво нечитаемо нет отсутствует невідомо нерозбірливо немає
    пусто неизвестны непознато нечетливо άγνωστο άγνωστος δυσανάγνωστο
    未知 不明 不詳 不详 无 無 なし 無し 空白 空欄 判読不能 判読不可 不可读 无法辨认 無法辨認 無法識別 记载缺失 缺失 未记录 未記錄
    未注明 未填写 不清楚 記載なし 記載無し 読めない 該当なし 未記入 불명 미상 없음 알수없음 판독불가 해당없음
    """)

  /// Says nothing together with a word of `company`: `not found`, `sin fecha`, `ohne Datum`.
  static let negations = words(
    """
    no not non none without unable cannot cant couldnt isnt nicht kein keine ohne kann pas aucun aucune sans ne sin ningun sem
    nao senza nessun niet geen zonder ikke uden uten inte ej utan ei ilman nie bez brak ne neni nem nu fara sine haud
    не без нет нельзя
    """)

  /// Goes with the others and says nothing of its own.
  static let company = words(
    """
    found given present visible available legible readable applicable provided specified stated recorded shown known
    determined listed mentioned indicated detected entered transcribed written noted discernible decipherable supplied
    identifiable collected reported noticed included marked printed detectable discerned read seen information info data
    detail details text entry record field date name names number value values label labels sheet specimen image
    photograph photo handwriting determine determinable loaded clear clearly could too i collector collectors determiner locality location place country authority author year month day
    n catalog catalogue barcode accession elevation coordinates habitat restricted access legible clearly fully
    on in at of the this that to be it is are was a an any all by from for or and
    angabe angaben vorhanden angegeben lesbar leserlich sichtbar bekannt erkennbar zutreffend verfugbar auf dem der das
    die etikett beleg datum ort fundort sammler nummer name bestimmt zu entziffern lesen
    indique indiquee indiques mentionne mentionnee precise precisee trouve trouvee lisible visible disponible
    applicable renseigne renseignee fourni fournie sur l la le les etiquette planche date lieu localite collecteur
    numero nom d de du donnee donnees
    encontrado encontrada indicado indicada disponible aplicable especificado especificada legible visible consta
    presente informado informada dato datos fecha numero lugar localidad colector nombre en el etiqueta ejemplar
    encontrado aplicavel especificado especificada legivel visivel disponivel informada data local coletor numero nome
    na no se aplica identificado identificada registrado registrada
    trovato trovata indicato indicata leggibile visibile applicabile specificato specificata data luogo numero
    raccoglitore sul sulla etichetta disponibile
    gevonden vermeld ingevuld leesbaar zichtbaar bekend beschikbaar van toepassing op het etiket plaats
    angivet anfort angitt oppgitt opgivet oplyst funnet fundet lesbar laeselig synlig kjent kendt tilgjengelig
    angiven funnen lasbar kand tillganglig datum anges uppgift uppgifter
    loytynyt nakyvissa tietoa tiedossa ilmoitettu merkitty
    podano podana danych daty uvedeno uvedena udano datace udaju data znaleziono dotyczy czytelne etykiecie
    указано указана указан указаны данных даты найдено читается видно применимо на этикетке разобрать
    adat megadva olvashato elerheto dies datum dato numero loco anno
    """)

  /// Letters that say nothing where marks stand with them (`n.d.`, `N/A`).
  static let abbreviations: Set<String> = ["na", "nan", "nd", "sd", "sn", "nn", "ka", "oa", "ov", "bd", "sine"]
  /// Of these, what says nothing bare, too.
  static let alwaysEmpty: Set<String> = ["na", "nan"]

  /// Whole values with their blanks and marks taken out.
  static let phrases: Set<String> = [
    "sineloco", "sinedato", "sinedie", "sinenumero", "sinecollectore", "ohneangabe",
    "tobedetermined", "yyyymmdd", "value", "yourvaluehere",
  ]

  /// Numbers and dates by which data bases say that there is none.
  static let sentinels: Set<String> = ["-99", "-999", "-9999", "0000-00-00", "00/00/0000", "00.00.0000"]

  /// What says something as the value of these terms.
  static let exceptions: [String: Set<String>] = [
    "countryCode": ["na"], "recordNumber": ["sn"], "stateProvince": ["nd", "sd", "na", "ka", "bd", "nan"],
    "county": places.union(["na"]), "municipality": places, "locality": places, "verbatimLocality": places,
    "recordedBy": people.union(["nn"]), "identifiedBy": people,
    "specificEpithet": epithets, "infraspecificEpithet": epithets,
    "institutionCode": ["na", "bd", "sd", "nd", "nn", "ka"],
    "collectionCode": ["na", "bd", "sd", "nd", "nn", "ka"],
  ]

  /// A province of Thailand, a river of Italy, towns called so for want of a name.
  private static let places: Set<String> = ["leer", "nan", "nera", "nada", "sinnombre", "noname", "sansnom"]
  private static let people: Set<String> = ["blank", "null", "leer", "nan"]
  /// Plants that were new to science: *Viola incognita*.
  private static let epithets: Set<String> = [
    "ignotus", "ignota", "ignotum", "incognitus", "incognita", "indeterminata", "absens",
  ]

  private static func words(_ text: String) -> Set<Substring> {
    Set(text.split { $0 == " " || $0 == "\n" })
  }
}
