/// Words in dates that are no month.
enum DateWords {
  static let joints = words("to and et und bis y e og och through thru till au or oder ou i til do по и")
  /// Of these, such as make a bound where they stand first.
  static let bounds = words("to bis through thru till au do по")
  /// Behind a number they make it a time of the day; `am 5. Mai` is a day.
  static let hours = words("am pm uhr hrs noon midday")
  static let doubts = words("ca circa c about approx approximately um vers hacia env environ probably prob")
  static let seasons = words(
    """
    spring summer autumn fall winter aut spr sum wint fruhling fruhjahr fruhsommer sommer herbst spatherbst printemps ete
    automne hiver primavera verano otono invierno estate autunno inverno var host vinter lato jesien wiosna zima
    """)
  /// Of a month, a season or a year.
  static let parts = words("early late mid middle end beginning anfang mitte ende debut fin")
  static let fillers = words(
    """
    the of on in at de del den der des d du le la el im an um a dated date dates datum fecha collected coll col leg
    purchased year month day monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri
    sat sun montag dienstag mittwoch donnerstag freitag samstag sonntag lundi mardi mercredi jeudi vendredi samedi
    dimanche lunes martes miercoles jueves viernes sabado domingo anno ano annee jahr fl fr flower fruit flowers st nd rd
    th г года год r roku dne dnia data ad year mense mens mensis die
    """)

  private static func words(_ text: String) -> Set<Substring> {
    Set(text.split { $0 == " " || $0 == "\n" })
  }
}
