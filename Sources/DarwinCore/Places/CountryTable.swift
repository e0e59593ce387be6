/// Spellings of countries' names (folded, words with one blank between) and the ISO 3166-1 alpha-2 code of each.
///
/// Source: `dictionaries/parse/countryName.tsv` of gbif/parsers 5aa9edb, Copyright GBIF, Apache License 2.0
/// (https://www.apache.org/licenses/LICENSE-2.0); changed: folded, spellings of two codes and one misspelt code left out.
/// `ZZ` is a place that is no country or one of several, `XZ` the high seas.
enum CountryTable {
  static let lines = """
    AD|and|andorra|andorre
    AE|abu dhabi|are|dubai|emiratos arabes unidos|emirats arabes unis|trucial states|u a e|uae|united arab emirate
    AE|united arab emirates|united arab republic|untd arab em
    AF|afg|afganistan|afghanistan|afghenistan|avganistan|central afghanistan
    AG|angigua|antagua|antigua|antigua and barabu|antigua and barbuda|antigua and barbuda antigua|antigua barb
    AG|antigua barbuda|antigua bermuda|antigua et barbuda|antigua is|antigua island|antigua y barbuda|antiqua|atg
    AG|barbuda|barbuda island|brit w indies antigua i|brit w indies antigua is|brit w indies barbuda i
    AG|brit w indies barbuda is|lesser antilles antigua|redonda is|redonda island|w indies antigua
    AG|w indies antigua i|w indies antiqua|w indies barbuda i|west indies antigua|west indies antigua i
    AG|west indies barbuda i
    AI|aia|anguila|anguilla|sombrero island
    AL|alb|albania|albanie|albanio|n albania|republic of albania|s albania
    AM|arm|armenia|armenia russia|armenie|armeniya|армения
    AO|ago|ang|angola|angola border|angola exclave|angola portuguese east afr|c angola|cabinda|e angola|low angola
    AO|n angola|no angola|north angola|northern angola|portangola|portugese congo|portuguese congo
    AO|portuguese w africa|portuguese west africa|republic of angola|s angola|s w angola|south west angola|w angola
    AQ|ace lake vestfold hills antarctica|adelaide is|antactica|antarctic|antarctic antarctica|antarctic circle
    AQ|antarctic ocean|antarctic peinsula|antarctic penins|antarctic peninsula|antarctic territory|antarctica
    AQ|antarctica and adjacent islands|antarctica as|antarctica text|antarctique|antarctis|antartica|antartida|ata
    AQ|australian antarctic division|brit antar ter|british antarctic territory|burton lake antartica|danger group
    AQ|danger islands|dronning maud land|ekho lake vestfold hills east antarctica|french antarctic territory
    AQ|king george island south shetland islands antarctica|lesser antartica
    AQ|livingston island south shetland islands antarctica|lloyds i|melchior islands|mer de ross|mer de weddell
    AQ|mount rittmann antarctica|orcades du sud i|palmer archipelago|ross dependency|ross sea|s orkney is
    AQ|s shetland is|s shetlands|s victoria land|shetland du sud i|showa station antarctica|south orkney is
    AQ|south orkney islands|south orkney islands uk|south orkneys|south shetland|south shetland i|south shetland is
    AQ|south shetland islands|south shetlands|territoire antarctique brit|vestfold hills antarctica
    AQ|vestfold hills antartica|victoria land|weddell sea
    AR|arg|arg rep|arge|argen|argent|argent rep|argentania|argentia|argentina|argentina patagonia|argentine
    AR|argentine rep|argentine republic|argentine republic argentina|argentinia|argentinien|bueno argentina|chubat
    AR|east patagonia|n argentina|n w argentina|s america argentina|s argentina|s w argentina
    AR|south america argentina|w argentina
    AS|am samoa|amer samoa|american samoa|american samoa i|american samoa usa|americansamoa|amsamoa|asm|aunuu island
    AS|pago pago|samoa americaines|samoa american|samoa americana|territory of american samoa
    AT|asterreich|astria|austria|austria tsjechie|aut|autriche|carinthia|e austria|iaustria|karinthia
    AT|leopoldsdorf austria|lower austria|n austria|osterreich|republic of austria|s e austria|tyrol|upper austria
    AU|alderley brisbane australia|ashmore and cartier islands|au cf|aus|austalia|austrailia|australasia|australes i
    AU|australia|australia and tasmania|australia captive|australia country|australia e|australia eastern
    AU|australia n w|australia northern territory|australia ortasmania|australia s|australia south|australia wa
    AU|australie|bass straits|c australia|c s australia|cent australia|center australia|centr australia
    AU|centr west australia|central australia|coast of australia|coast of s e australia|commonwealth of australia
    AU|coral sea australia|e australia|e of austr|e of australia|e of australian|e of e australia|e s australia
    AU|east australia|east of australia|eastern australia|eaustralia|fairfax island|gnowangerup west australia
    AU|hervey group|interior australia|kapunda australia|kapunda autralia|kapunda near adelaide australia
    AU|katanning west australia|little swan island|lockyer valley queensland australia|lord howe i
    AU|lord howe i or norfolk i|lord howe is|lord howe isl|lord howe island|lord howe island australia|macquarie i
    AU|macquarie is|macquarie isl|macquarie island|macquarie island antarctica|macquarrie is|manoora south australia
    AU|melbourne australia|midwest australia|moa i|moa islands|murray bridge south australia|n australia
    AU|n c australia|n cent australia|n e australia|n e of australia|n n w australia|n s w australia|n s wales
    AU|n tasmania|n w australia|n west australia|near australia|new holland australia|new holland western australia
    AU|new s wales|new south wales|new south wales australia|new south wales sydney australia|no w australia
    AU|noble island|nor west australia|north australia|north west australia|north west central australia
    AU|north western australia|northern australia|northwest australia|nsw|off australia|off australian coast
    AU|off south australia|perth australia|perth western australia|presumed australia|prob australia
    AU|prob s australia|pt gawler south australia|qld|queensland|queensland australia|roma is|s a south australia
    AU|s aust|s australia|s c australia|s e australia|s e coast of w australia|s e coast w australia
    AU|s e coast west australia|s e of australia|s e of south australia|s of australia|s south australia|s tasmania
    AU|s w australia|s w of australia|s w south australia|s w w australia|s west australia|s west australia coast
    AU|se queensland australia|south australia|south coast of australia|south eastern australia
    AU|south northwest australia|south of australia|south west australia|southern australia|southwest australia
    AU|sunday i|tas|tasman sea|tasmania|tasmania australia|tasmanie|thursday island|upper australia|vic
    AU|victoria australia|w australia|w centr australia|w s australia|w west australia|west australia
    AU|west australia coast|western australia|wharminda south australia
    AW|abw|aruba|aruba island|w indies aruba i|west indies aruba i
    AX|ala|aland|aland iles|iles aland
    AZ|aserbssr|aze|azerbaidjan|azerbaidzhan|azerbaijan|azerbaiyan|azerbajdzan|azerbaydzhan|азербайджан
    BA|bih|bosnia|bosnia and hercegovina|bosnia and herzegovina|bosnia and herzegovina croatia
    BA|bosnia and herzegowina|bosnia hercegovina|bosnia hercegovina yugoslavia|bosnia herzegovina|bosnia herzg
    BA|bosnia y herzegovina|bosniahercegovina|bosnie|bosnie herzegovine|hercegovina|herzegovina|livno yugoslavia
    BA|ne bosniaherzegovina|yugo slavia bosnia|yugo slavia hercegovina|yugoslavia bosnia|yugoslavia hercegovina
    BB|barbade|barbades|barbado|barbadoes|barbadoes barbados|barbados|barbados antigua|barbados b w i
    BB|barbados island|barbados west indies|brb|east coast of barbados b w i|east side of barbados b w i
    BB|lesser antilles barbados|w i barbados
    BD|bangaladesh|bangladesh|bangledesh|bengladesh|bgd
    BE|aalst belgium|aalter belgium|antwerp belgium|antwerpen belgium|ardennes belgium|asse belgium
    BE|becquevoort belgium|beernem belgium|beerse belgium|bel|belg|belgica|belgie|belgien|belgique
    BE|belgique belgie belgium|belgique belgie belgium belgien|belgium|belgium aalter|belgium amylum
    BE|belgium belgie belgique|belgium belgie belgique belgien|belgium campine region|belguim|boekhout belgium
    BE|borgloon belgium|braine lalleud belgium|brugelette belgium|brugge belgium|brussel belgium|brussels
    BE|brussels belgium|bruxelles|buggenhout belgium|callenelle belgium|charleroi belgium|chimay
    BE|croix scaille belgium|croixscaille belgium|de blankaart belgium|doel belgium|drogenbos belgium|eeklo belgium
    BE|eernegem gistel belgium|egem belgium|ellignies belgium|erquelines belgium|floreffe|geel belgium
    BE|gembloux belgium|genappe belgium|geraardsbergen belgium|ghent belgium|gijzenzele belgium|gontrode belgium
    BE|gosselies belgium|habay la neuve belgium|hainault belgium|halle belgium|hamme belgium|hammemille belgium
    BE|hautrage belgium|herzele belgium|heverlee belgium|hoegaarden belgium|hoek belgium|ieper belgium
    BE|janiolle belgium|jette belgium|kingdom of belgium|knokke belgium|kwatrecht belgium|lemberge belgium
    BE|lessines belgium|leuven belgium|lommel belgium|londerzeel belgium|maffle belgium|maldegem belgium
    BE|marke belgium|melle belgium|merelbeke belgium|meslin levaªque belgium|moerbeke belgium|molrauw belgium
    BE|montst guibert|near zottegem belgium|nederboelare belgium|neeroeteren belgium|nethen belgium|nettet belgium
    BE|oedelem belgium|oelegem belgium|ollignies belgium|oosterzele belgium|ossemeersen ghent belgium
    BE|overpelt belgium|pamel belgium|petit enghien belgium|pittem belgium|pollare belgium|pottes belgium
    BE|ramskapelle belgium|retie belgium|rijkevorsel belgium|rillaar belgium|roosdaal belgium|rouveroy belgium
    BE|royal research station of gorsem sinttruiden belgium|ruddervoorde belgium|schoonaarde belgium|sensin belgium
    BE|snellegem belgium|st amands belgium|st ghislaine belgium|st pietershospitaal brussel belgium
    BE|stpietersvoeren belgium|stremy belgium|tielt belgium|tienen belgium|torhout belgium|turnhout belgium
    BE|vaudignies belgium|vazon belgium|verlaine belgium|veurne belgium|vyle en tharoul belgium|waregem belgium
    BE|westkerke belgium|wommelgem belgium|yves gomezae walcourt belgium|yvoir belgium|zele belgium|zevekote belgium
    BE|zoersel belgium|zondereigen belgium|zottegem belgium|zwevegem belgium
    BF|bfa|burkina|burkina burkina faso|burkina faso|burkina faso plateau central
    BF|burkina faso zone sahel amp soudanosahel|burkinafaso|burkinafaso province du passora|burkino faso|haute volta
    BF|oper volta|upper volta
    BG|bgr|bulg|bulgaria|bulgarie|burgarije|n bulgaria|north bulgaria|northern bulgaria|s e bulgaria|sofia bulgaria
    BG|southern bulgaria
    BH|bahrain|bahrein|bahrein island|bhr
    BI|bdi|burundi|burundi craªtes zaarenil|burundi kirimironord|burundi occidental|gisha burundi|kinanira burundi
    BI|munanira burundi|northern urundi|republic of burundi|rutegama burundi
    BJ|banin|banin mono|ben|benim|benin|benin republic|bnin|dahomey|republic of benin|republique populaire du benin
    BL|blm|saint barthelemy|saint barthlemy|st barthelemy|st barthelemy island|st bartholemew
    BM|bermuda|bermuda ids|bermuda is|bermuda island s|bermuda islands|bermuda islands british|bermuda west indies
    BM|bermudas|bermudas west indies|bermudes|bermudes i|bernuda|bmu|british overseas territory bermuda
    BN|borneo brunei|brn|brunei|brunei darsm|brunei darussalam|bruneidarussalam|malaya brunei|n borneo brunei
    BO|bol|boli|boliv|boliva|bolivar|bolivia|bolivia probably|bolivian|boliviar|bolivie
    BO|bolivie l etat plurinational de|c bolivia|cen bolivia|cent bolivia|center bolivia|centr bolivia
    BO|central bolivia|e bolivia|east bolivia|ebolivia|interior of bolivia|plurinational state of bolivia
    BO|republic of bolivia|s bolivia|south bolivia|sta cruz bolivia|sud bolivia|w bolivia
    BQ|bes|bonaire|bonaire island w indies|bonaire netherlands antilles|bonaire saint eustache et saba
    BQ|bonaire saint eustatius|bonaire saint eustatius and saba|bonaire sint eustatius and saba
    BQ|bonaire the netherlands antilles|saba|saba island|saint eustache|saint eustatius|sint eustatius|st eustatius
    BQ|st eustatius island|st eustatus|w indies bonaire i|west indies bonaire i
    BR|alagoas brazil|amazonian brazil|bahia brazil|barzil|bazil|bra|brasil|brasilia|brasilien|braz|brazil
    BR|brazil central|brazil north|brazil probably|brazil s e|brazil south america|brazill|bresil
    BR|bresil brasil brazil brasilia|briazil|campinas brazil|central brazil|e brazil|east brazil|eastern brazil
    BR|federative republic of brazil|fernando de noronha and rocas|lower amazon|n brazil|n e brazil|n w brazil
    BR|ne brazil|northbrazilia|parana|parana state brazil|pernambuco brazil|recife brazil|rio de janeiro brazil
    BR|s america brazil|s brazil|s e brazil|so brazil|south brazil|south eastern brazil|southeast brazil
    BR|southern brazil|st peter and st paul rocks|sw brazil|unknown brazil
    BS|bah|baha|bahama|bahama i|bahama id|bahama ids|bahama is|bahama island|bahama island s|bahama islands|bahamas
    BS|bahamas i|bahamas ids|bahamas is|bahamas islands|bahamas russels isl|bahamas the|bahamas west indies|bahames
    BS|bam|bhs|bimini|bimini is|bimini island|commonwealth of the bahamas|e bimini|east bimini|grand bahama is
    BS|grand bahama island|n and s bimini|n bahamas|n bimini|nasau bahamas|off bahamas|south bahamas|south bimini
    BS|the bahamas|w i bahama|w indies bahama is|w indies bahamas i|w indies bahamas islands|west indies bahama is
    BS|west indies bahamas|west indies great bahama is
    BT|bhoutan|bhutan|btn|butan|e bhutan
    BV|bouvet|bouvet i|bouvet ile|bouvet is|bouvet island|bvt|ile bouvet|isla bouvet
    BW|afrique du sud botswana kgatha|b bechuanaland|bechuanaland|bechuanaland prot|bechuanaland protectorate|bot
    BW|botsuana|botswana|botswana captive|botswana kalahari|botswana kalahari central|botswana kgatha|bwa
    BW|n bechoanaland|n bechuanaland|n botswana|nagamiland|ngamaland|ngamiland|nyamiland|republic of botswana
    BW|s afr bechuanaland|s africa botswana|s e bechuanaland|s w b bechuanaland|s w corner bechuanaland
    BY|bela|belarus|bielorrusia|bielorussie|blr|беларусь
    BZ|b honduras|belice|belize|belize british honduras|blz|br hondoras|br honduras|brit hond|brit hond belize
    BZ|brit honduras|brit honduras belize|british honduras|british honduras belize|british hondurus
    CA|alberta|arctic canada|artic canada|baffin land|baffinland|banquereau|bay of fundy|boffin land|brit colombia
    CA|brit columbia|british america canada|british colombia|british columbia|british columbia canada
    CA|brook i or midway|burnt creek canadian far north|caanada|can|can ada|can br colum|can maritims|can newfounl
    CA|can quebec|canad|canada|canada alberta cold cree|canada alberta prospect cree|canada caven lak
    CA|canada new brunswick charlotte co st andrews|canada nunavut|canada nwt|canada ontario|canada probable
    CA|canadian far north|cananda|canda|central experimental farm ottawa ontario canada|e canada
    CA|fort prince of wales hudson bay canada|gambier isl|grand banks|great newfoundland banks|gulf of maine canada
    CA|gulf of st lawrence|hudson bay|labrador|london ontario canada|macdonald college quebec canada|magdalen islds
    CA|manitoba|manitoba canada|martin house northwest territories canada|n e canada|n s|n s canada|n w canada
    CA|n w t canada|new brunswick|new foundland|newfoundland|north america canada|nova scoti halifax canada
    CA|nova scotia|nova scotia canada|off newfoundland|ontario|ontario canada|ontario toronto canada|ottawa canada
    CA|prince edouard i|prince edward i|prince edward is|prince edward island cape|quebec|quebec canada
    CA|queen charlotte is|s e baffinland|saskatchewan saskatoon canada|ungava|vancouver british columbia canada
    CA|vancouver canada|w canada
    CC|cck|cocos ids|cocos islands|cocos keeling group|cocos keeling i s|cocos keeling iles|cocos keeling is
    CC|cocos keeling isl|cocos keeling islands|iles cocos|iles keeling|islas cocos
    CD|b congo|bel c|bel con|bel congo|belg con|belg congo|belg congo free state|belgiam congo|belgian congo
    CD|belgium congo|bwamanda zaire|cf zaire|coast of belgium congo|cod|congo belge
    CD|congo belge rap damocratique du congo|congo belgian|congo congo dem rep of the|congo dem rep
    CD|congo dem rep of the|congo dem rp|congo democratic rep of|congo democratic republic
    CD|congo democratic republic of|congo democratic republic of the|congo dr|congo f s|congo f st|congo f state
    CD|congo fr st|congo free st|congo free state|congo k|congo kinshasa|congo la republique democratique du
    CD|congo the democratic republic of the|congo zaire|congokinshasa|d r congo|dem rep congo|dem rep of congo
    CD|dem rep of the congo|democratic democratic republic of the congo|democratic republic congo
    CD|democratic republic of congo|democratic republic of congo zaire|democratic republic of the congo
    CD|democratic republic of the congo congo belge|dr congo|drc|droc|e belgian congo|e congo free state
    CD|eastern belg congo|f s congo|free state congo|ituri les bahema zaare|ituri zaare|kijaka zaire|kinshasa zaire
    CD|kivu bushi zaare rapublique damocratique du congo|kongo du zaare rap damocratique du congo|leopoldville
    CD|likasisud congo|lower congo f s|lower congo f st|lower congo free st|mobayi zaire|n belg congo|n congo f st
    CD|n e belgian congo|nordkivu zaare rapublique damocratique du congo|rdc|rep democratique du congo
    CD|republica democratica del congo|republique democratique du congo|ruwenzori mountains|s e belgian congo
    CD|shituru congo|tshela zaire|upper belgian congo|upper congo f s|w belg congo|w congo fr st|zaare
    CD|zaare autour du village andiri pras de nduye ituri|zaare bascongo|zaare ituri
    CD|zaare ituri rapublique damocratique du congo|zaare katanga rapublique damocratique du congo
    CD|zaare kisangani rap damocratique du congo|zaare nduye zone de mambasa foraªt de lituri
    CD|zaare oriental rapublique damocratique du congo|zaare rap damocratique du congo
    CD|zaare rap damocratique du congo congo belge|zaare rap damocratique du congo sud kivu
    CD|zaare rapublique damocratique du congo|zaare shaba|zaare sud kivu rapublique damocratique du congo|zai|zair
    CD|zaire|zaire belgian congo|zaire congo|zaire democratic republic of congo|zaireteturi foraªt de lituri|zr
    CF|caf|cent afr rep|centrafrica republic|centrafricaine republique|centrafrican republic|centrafrique
    CF|central afr rp|central africa republic|central african empire|central african rep|central african republic
    CF|centre afrique ragion de la lobaye oubangichari|centreafricana republica
    CF|empire centrafricain rapublique centrafricaine|french congo cent african rep|ouham pende|r c a
    CF|rapublique centrafricaine|rapublique centrafricaine oubangui|rca|republica centroafricana
    CF|republique centrafricaine
    CG|b con|brazzaville|cog|cong|congo brazaville|congo brazzaville|congo leopoldville|congo rap populaire du congo
    CG|congo rep|congo republic|congo republic of the|congo rupublic|congoleopoldville|french congo congo br
    CG|p r congo|peoples republic of the congo|rapublique centrafricaine rapublique du congobrazzaville
    CG|rapublique populaire du congo|rep of congo|rep of the congo|repub of the congo|republic of congo
    CG|republic of the congo|republic of the congoa|republica del congo|republique du congo
    CG|village de moumpoutou le long de la riviare
    CH|berne switzerland|che|near neuchatel switzerland|s switzerland|schweis|schweiz|schweiz switzerland|suica
    CH|suissa|suisse|suiza|swi|switserland|switz|switzerland|switzerland schweiz suisse svizzera svizra
    CH|switzerland suisse schweiz svizzera svizra|switzerland suisse zwitserland
    CH|switzerland suisse zwitserland die schweiz|switzland|zarich switzerland
    CI|abidjan|cate divoire|civ|costa d ivori|costa de marfil|cote d|cote d ivoire|cote d ivoire probable|cote d or
    CI|cote divoire|cote divoire ivory coast|cotedivoire|ivory coast|ivory cost|nocakiro ivory coast
    CI|nord cte iv lataha afr ouest|nord ctiv|republic of cote d ivoire
    CK|cok|coo|cook archipelago|cook i|cook iles|cook is|cook isl|cook island|cook islands|cookislands|cooks
    CK|iles cook|islas cook|manihiki group|penrhyn island|tongareva|tongareva atoll|tongareva island
    CL|c chile|central chile|chil|chile|chile chili|chiles|chili|chili chile|chl|chlle|coast of chile|easter i
    CL|easter is|easter isl|easter island|ile de paques|juan fernandez|juan fernandez i|juan fernandez is
    CL|juan fernandez isl|juan fernandez islands|juan fernindez|off chile|off coast of chili
    CL|off west patagonia pacific ocean|paaseiland|paques i|region iv coquimbo|region xi aysen
    CL|region xii magallanes y antartica chilena|republic of chile|s america chile|s chile|s chili|s w chile
    CL|sala y gomez island|san ambrosio island|san felix island|south american chile|south chile|valparaiso|w chile
    CL|xile
    CM|africa cameroon|africa cameroons|africa cameroun|africa w cameroon|b cameroons|br cameroons|brit cameroons
    CM|british cameroons|british cameroons cameroon|cam|camaroon|camaroons|cameron|cameroon|cameroon highlands
    CM|cameroon n|cameroon north|cameroon probably|cameroon s|cameroon west|cameroons|cameroons british cameroon
    CM|cameroons cameroon|cameroons cameroon w africa|cameroons cameroon west africa|cameroons s|cameroons south
    CM|cameroons west africa|cameroun|cameroun cameroon|cameroun nordest
    CM|cameroun province du nordouest peuple fulani|camerun|camr|cmr|douala cameroon|e cameroons|f cameroon
    CM|fr cameroon|french cameron|french cameroon|french cameroons|french cameroons cameroon|french cameroun
    CM|kameroon|kamerum|kamerun|maroua cameroon|n cameroon|n cameroon highland|n cameroon highlands|n cameroons
    CM|n e cameroon|n e cameroons|north cameroon|north cameroon highlands|republic of cameroon|s cameroon
    CM|s cameroon s|s cameroons|s cameroun|s illeg cameroon|s kameroon|s kamerun|so cameroons|south cameroon
    CM|southern cameroon|southern cameroons|southern french cameroon|w africa cameroon|w cameroon
    CM|west africa camerun|west cameroons
    CN|beijing china|c china|cent china|centr china|central china|chin|china|china by inference|china e tibet
    CN|china french indo china|china french indochina|china kitay|china main|china n tibet|china people s republic
    CN|china pr|china tibet|chine|chine china|chn|e china|e thibet|e tibet|east china|east tibet|fuzhou china
    CN|gansu republic of china|guangdong|hainan|hainan is|hainan island|heilongjiang province china|henan sheng
    CN|honan china|kina|liaoning|liaoning province china|manchuria|mantchourie|n china|n e china|n e tibet
    CN|n manchuria|n tibet|n w china|n w fokien|n w yunnan|nanjing china|nord kansu|north china|north manchuria
    CN|north tibet|off s china|p r china|people s republic of china|peoples rep of china|peoples republic of china
    CN|plants of china|probably china|republic of china|republique populaire de chine|s china|s e china|s e tibet
    CN|s manchuria|s mantchuria|s of china|s w china|shaanxi northwestern china|shanghai china|sichuan sheng
    CN|south china|south china sea china|southchina|southern china|sw china|thibet|thibet orient|tibet
    CN|upper tebbuland|w centr china|w china|w china e tibet|west china|west tian schan|western china|xina
    CN|xinjiang china|yunnan|zhejiang china
    CO|albuquerque cay|albuquerque key|bogota|carimagua colombia|coast of w colombia|col|coll|colmbia|colo|colom
    CO|colombia|colombia probably|colombia south america|colombia ter|colombie|colombie colombia|colomia|columba
    CO|columbia|columbia colombia|columbien|e colombia|isla de providencia|malpelo is|malpelo island|malpeo is
    CO|n colombia|new granada col|new granada columbia|old providence|old providence i|old providence id
    CO|old providence island|pac coast of colombia|pacific coast of colombia|probably colombia|providencia
    CO|providencia island|providenciales|republic of colombia|republica de colombia|roncador bank|roncador banks
    CO|s colombia|s columbia|s e col|s e colombia|s w colombia|san andres and providencia|serrana bank|w col|w colom
    CO|w colombia|w columbia|w ern col|w of colombia|w s colombia|west colombia|western colombia|western columbia
    CR|cocos i cr|cocos isaland|cocos island|cocos island costa rica|cocos island off panama|cos|cost|costa r
    CR|costa rica|costa rico|costa roca|costarica|costi rica|cri|e costa rica|heredia|isla del coco|limon costa rica
    CR|n w costa rica|republic of costa rica|republica de costa rica|rirrilet costa rica|san jose costa rica
    CU|cub|cuba|cuba w indies|e cuba|east cuba|off coast of cuba|pinar del rio|republic of cuba|rio de hanabana
    CU|santa clara cuba|santiago de cuba|w i cuba|w indies cuba|w indies cuba i|w indies e cuba|w indies e cuba i
    CU|west indies cuba|west indies cuba i|west indies e cuba
    CV|cabo verde|cap verd|cap verde islands|cap vert|cap vert i|cape verde|cape verde ids|cape verde is
    CV|cape verde island|cape verde island s|cape verde islands|cape verde islane|capeverde|cpv|iles du cap vert
    CV|republic of cape ver|republic of cape verde|republique du cap vert
    CW|curaaao|curaaao i|curacao|curacao i|curacao island|curacos|curaiao|curaiao i|curao|cuw
    CW|netherlands antilles curacao|w indies curacao i|west indies curacao i
    CX|christmas island indian ocean|cxr
    CY|chipre|chypre|chypre i|cyp|cypress|cypress is|cyprus|cyprus i|cyprus is|cyprus kypros|cypruss|northern cyprus
    CY|republic of cyprus
    CZ|bohemia|bohemia czechoslovakia|central bohemia|ceska republika|chech republic|csr|cze|czech lands|czech rep
    CZ|czech republic|czech republic czechoslovakia|czech rupublic|czechia|czechia the czech republic
    CZ|frydekmistek czech republic|frydekmistek czechoslovakia|paskov czech republic|republica checa
    CZ|republique tcheque|southern bohemia|tcheque republique|tschechien|txeca republica|western bohemia
    DE|alemanha|alemania|alemanya|allemagne|allemagne germany deutschland|aschaffenburg germany
    DE|baden wurttemberg germany|bamberg germany|bavaria|bayern|berlinbuch germany|borstel germany|brandenburg
    DE|braunschweig germany|brd|bundesrepublik deutschland|cent germany|chiemsee bavaria germany|ddr|deu|deutschland
    DE|dreisam river freiburg germany|duistland|duitland|east germany|esslingen germany|federal republic germany
    DE|federal republic of germany|freiburg germany|freising germany|gattingen germany|ger|germ
    DE|german dr no longer exists|germany|germany captive|germany deutschland|germany deutschland allemagne
    DE|germany east|germany east germany|germany federal republic of|germany west|germany west germany|germay
    DE|giessen germany|hannmanden germany|hannover germany|heidelberg germany|helgoland|helgoland i|heligoland
    DE|holstein germany|holzminden germany|karlsruhe germany|kiel fjord baltic sea|kiessee gattingen germany
    DE|krefeld germany|lake chiemsee bavaria germany|lake silbersee narnberg germany|leipzig germany
    DE|lindhorst hannover germany|lower saxony germany|manchen germany|minden germany|moos germany|munich germany
    DE|n e germany|n e of germany|n germany|n w germany|narnberg germany|neumarkt germany|niedersachsen
    DE|north e germany|north german north sea coast germany|north germany|passau germany
    DE|paulinenaue brandenburg germany|plussee holstein|pomerania|radesheim germany|rheinland pfalz
    DE|river weende gattingen germany|river weser germany|s e germany|s germany|s of germany|s w germany|sachsen
    DE|sachsen anhalt|saksa de|seeburg germany|stuttgart germany|stuttgarthohenheim germany|thuringen|w germany
    DE|west germany|west germany germany
    DJ|coast fr somaliland|dji|djibouti|f e a|f e africa|french somaliland|probablement djibouti
    DJ|republique de djibouti|yibuti
    DK|arhus denmark|bornholm baltic sea|copenhagen denmark|danemark|danmark|den|denemarken|denm|denmak|denmark
    DK|denmark eb|dinamarca|dnk|dresund denmark|e denmark|esbjerg denmark|frderiksberg copenhagen denmark
    DK|haderslev jetland denmark|hirsholm denmark|kingdom of denmark|odense denmark|s denmark|slagelse denmark
    DK|south copenhagen denmark|southern denmark
    DM|brit w indies dominica i|brit w indies dominica is|dma|domi|dominica|dominica i w i|dominica island
    DM|dominica lesser antilles|dominique|edominica|ile de la dominique|is of dominica|lesser antilles dominica
    DM|west indies dominica i
    DO|d west indies santo domingo|dom|dom republic|domican republic|dominian republic|dominicaine republique
    DO|dominican rep|dominican repeblic|dominican repub|dominican republic|dominican reublic|dominican rp
    DO|dominicana republica|dominicanr|dominicanrepublic|dommican republic|domr|hispaniola d r
    DO|hispaniola dominican republic|la vega|republica dominica|republica dominicana|republique dominicaine
    DO|s domingo|saint domingo|saint domingue|sam domingo|san domingo|santa domingo|santo domingo
    DO|santo domingo d west indies|santo domingo r d|santo domingo w i|st domingo|sto domingi|sto domingo
    DO|w i santo domingo|w indies s domingo|w indies san domingo|west indies s domingo|west indies san domingo
    DO|west indies santo domingo
    DZ|al jaza ir|alg|algeria|algeria n|algerian sahara|algerie|algiers|argelia|desert algeria|dza|e algeria
    DZ|n algeria|n e algeria|n w algeria|north algeria|s algeria|s e algeria|s w algeria|sahara of algeria
    DZ|so algeria|w algeria|walgeria
    EC|c ecuador|coast of w ecuador|e ecaudor|e ecuador|e ern ecua|east ecuador|easter ecuador|eastern ecuador|ec cf
    EC|ecaudor|ecu|ecua|ecuador|ecuador galapagos islands|ecuador quito|ecudaor|ecuodor|el ecuador|equador|equateur
    EC|euador|eucador|gal ex|galap is|galapago i|galapago is|galapagos|galapagos arch|galapagos archipelago
    EC|galapagos archipelago ecuador|galapagos i|galapagos ids|galapagos is|galapagos island|galapagos islands
    EC|galapagosislands|galapogos|galapogos islands|galpagos|galpagos islands|iles galapagos|islas galapagos
    EC|n e ecuador|n e p ec|n ecuador|n w ecua|n w ecuador|n w of galapagos is|ne ecuador|near galapagos is
    EC|new grenada ecuador|north ecaudor|north ecuador|northern ecuador|nw ecuador|nwecuador|off ecuador
    EC|off galapagos is|presumed ecuador|quito|republic of ecuador|s ecuador|s w ecuador|w coast of ecuador
    EC|w ecuador|west coast of ecuador|west ecuador|western ecuador
    EE|est|esthonia|estonia|estonia ussr|estonie|viro ee
    EG|alexandria egypt|arab republic of egypt|cairo egypt|canal de suez|delta area egypt|e egypt|eastern egypt
    EG|egipte|egipto|egy|egyp|egypt|egypt arab republic of|egypte|egypte probable|eqypt|l egypt|low egypt
    EG|lower egypt|n egypt|north western egypt|nubia egypt|ober egypt|red sea egypt|s e egypt|s egypt
    EG|selta area egypt|sinai|sinai penins|sinai peninsula|up egypt|upper egypt|upper eqypt|w egypt
    EG|wadi natrun egypt|west egypt
    EH|esh|off western sahara|republica arabe saharaui|sahara espagnol|sahara occidental|sp w africa|spanish sahara
    EH|spanish w africa|spanish west africa|west sahara|western sahara
    ER|eitrea|eri|erithrea|eritrea|erythrae|erythree|n eritrea|s abyssinia eritrea|s e eritrea|s eritrea
    ES|alicante spain|balcaric is|baleares|baleares i|balearic|balearic is|balearic isl|balearic islands
    ES|balearic isles|balearics|balearics is|balearie is|balearis is|ballearic is|belearic is|cabrera island
    ES|canaries|canaries i|canary i|canary ids|canary is|canary isl|canary island|canary island s|canary islands
    ES|canary islands spain|caranische eilanden|cent spain|centr spain|e canary is|e canary island|e of spain
    ES|east of spain|esp|espaaa|espagne|espana|espanha|espanja es|espanya|fuenteventura|fuerteventura|galicia
    ES|gr canary i|gr canary is|gran canary i|grand canary is|iles baleares|iles canaries|kanarische eilanden
    ES|kingdom of spain|lanzarote i|madrid area spain|madrid spain|majorca|majorca i e of spain
    ES|mallorca balearic islands|mallorca i|mallorca i e of spain|mallorca spain|malorca|n o spanje|n w spain
    ES|near alicante spain|north west spain|polinya del jucar valencia spain|port cristo mallorca spain|s spain
    ES|so spain|south spain|southern spain|spai|spain|spain espana|spain espana espagne|spain spanish state|spanien
    ES|spanish|tenerife|terragona province spain|the canary islands|valencia spain|vigo spain
    ES|villafranca navarra spain|w spain|western canary islands|western spain
    ET|abyssina ethiopia|abyssine ethiopia|abyssinia ethiopia|e ethiopia|ehtiopia|et abessinie|eth|ethiopa|ethiopia
    ET|ethiopia captive|ethiopie|ethiopie centrale|ethiopie nordest ragion du gondar|ethiopie vallae de lawash
    ET|ethiopis british east africa|ethiopoa|ethipoia|etiopia|federal democratic republic of ethiopia|ityop iya
    ET|lalibelia ethiopia|n e ethiopia|n ethiopia|north ethiopia|s abyssinia ethiopia|s e ethiopia|s ehtiopia
    ET|s ern ethiopia|s ethiopia|se ethiopia|so ethiopia|south east ethiopia|south ethiopia|southern ethiopa
    ET|southern ethiopia
    FI|f finland|fin|finl|finland|finland suomi|finlande|finlandia|finnish lapland finland|finnland|helsinki finland
    FI|n w finland|porvoo finland|suomi|suomi fi|vantaa finland
    FJ|bounty island|e fiji is|fidji|fidji i|figi|figi is|figi islands|fiij|fiji|fiji group|fiji i|fiji i s|fiji is
    FJ|fiji island|fiji island s|fiji islands|fiji islant|fiji pacific ocean|fiji south pacific|fijis|fiyi|fji
    FJ|friji is|fuji|fuji is|fulanga i|ile fidji|iles fidji|koor i|matuku i|olorua i|ongea levu i|ono ilau i
    FJ|ovalau i|republic of fiji|republic of the fiji islands|republique des fidji|republique des iles fidji|rotuma
    FJ|rotumah|rotumah i|s of figi is|tavunasithi i|vanua levu i|viti levu i|wangava i|yangasa cluster i
    FK|e falkland i|e falkland is|falkland i|falkland ids|falkland iles malvinas|falkland is|falkland isl
    FK|falkland island|falkland islands|falkland islands and dependencies
    FK|falkland islands british overseas territories|falkland islands islas malvinas|falkland islands malvinas
    FK|falkland isle|falklands|flk|iles falkland|iles malouines|islas malvinas|malouines i|patagonia falkland is
    FK|uk falkland islands|w falkland is|west falkland|west falkland islands
    FM|etats federes de micronesie|fed st micronesia|fed state micronesia|federated state of micronesia
    FM|federated states miconesia|federated states of|federated states of miconesia|federated states of micronesia
    FM|federated states of micronesia caroline islands|fedstates of micronesia|fsm|kosrae|kusaie is|micronesia
    FM|micronesia federated states|micronesia federated states of|micronesia fs|micronesia us trust terr
    FM|micronesiafs|micronesie|micronesie etats federes de|oceania micronesia|pohnpei|ponape|ponape i
    FM|possibly fed st of micronesia
    FO|denmark faeroe islands|faeroe is|faeroe isl|faeroe islands|faeroe islands denmark|faeroes|faeroes is
    FO|far e islands|faroe|faroe is|faroe islands|faroe islands eb|faroer i|faroes|faroes is|feroe i|feroe iles
    FO|foroyar|fro|iles feroe|islas feroe
    FR|aisne france|amponville france|ardache france|argeton brittany france|aude france|beaune france|bondy france
    FR|bordeaux france|bordeaux gironde france|bourgenbresse france|cate saint andra france|cavennes france
    FR|charentes maritimes france|charleville france|chausey i|chenal des sablettes|clermontferrand|clipperton
    FR|clipperton i|clipperton id|clipperton is|clipperton island|colmar france|contrexeville pavillon spring france
    FR|corse|corsica|corsica france|corsica i|cosica|deux savres france|dieu louard meurthe et moselle france
    FR|dieulouard france|eu france|evian cachat spring france|finistare france|fra|franca|france
    FR|france atlantic ocean|france frankrijk|france french republic|france progil lab|france sw|francia|franec
    FR|frankce|frankreich|frankrijk|fravent france|french republic|frnce|grenoble france|grignon france
    FR|guamana france|gueret france|haut rhin france|hautes pyrenees|ile glorieuse|la ferme aux crocodiles
    FR|la rochelle france|limousin france|lot france|lyon france|marseille france|middenfrankrijk|monaubert france
    FR|montreuil france|n coast of france|n france|n of france|n w france|nancy|narbonne france|near nice france
    FR|neritic zone near nice france|nice france|normandy france|nouzilly france|off n w france
    FR|off the coast of nice france|oise france|orlaans france|orly france|orne estuary normandy france
    FR|plumchiau france|pont levaque normandy france|pyrenaes orientales france
    FR|ramonvillesaintagne hautegaronne france|ranska fr|republic of france|river yvette france|s e france|s france
    FR|s w france|saumur maine et loire france|seine maritime france|sireuil charentes france|soissons aisne france
    FR|south france|south of france|southern france|southfrance|st brieuc france|st maurice france|st naraire france
    FR|tende france|toulouse france|touraine france|villegouge gironde france|vogezen|volvic clairvic spring france
    FR|western mediterranean sea france
    GA|fr congo gaboon|fr w africa gaboon|gab|gabon|gabonese republic|gaboon|gaboon fr congo|gabor
    GA|nr coast of gaboon|west africa gabon|west africa gambia
    GB|aberdeen scotland|angleterre|avian uk|ayrshire scotland|bangor uk|bedfordshire uk|blackpool uk
    GB|blelham tarn uk|bradfort uk|bristol uk|britain|britain u k|britain uk|britannia gb|british|british coast
    GB|british u k|burmingham england|cambridge uk|captive in united kingdom|cardiff wales|chalk region kent uk
    GB|chetney marshes kent uk|colchester england|croydon uk|dartmoor uk|dee river cheshire uk|downe uk|e ngland
    GB|e scotland|edinburgh uk|eng|engl|englan u k|england|england great britain|england north wales|england south
    GB|england u k|england u k english channel|england uk|england united kingdom|english|english channel
    GB|english channel england u k|english coast|exeter uk|fair i|flannan isles scotland|gbr|grande bretagne
    GB|great britain|great britain england u k|great britian|harrogate uk|hawksworth mere west yorkshire uk|hebredes
    GB|hebredes is|hebrides|hebrides is|herfordshire|houghton uk|inglaterra|isle of mull scotland uk|isle of skye
    GB|isles of scilly|kent|kent uk|leeds uk|leicester england|leicester england uk|leicester uk|london england
    GB|london uk|manchester uk|menai strait uk|mid eng|n atlantic scotland u k|n b scotland|n b scotland u k
    GB|n e england|n e scotland|n england|n of scotland|n scotland|n w scotland|n wales|near england
    GB|near hildenborough kent uk|newcastle uk|newcastleupontyne england|north ireland|north of scotland
    GB|north sea aberdeen uk|north sea england u k|north wales|north wales u k|northern england u k|northern ireland
    GB|northern ireland u k|norwich uk|nottingham uk|o hebrides|off england|off s england|off w scotland|orkney
    GB|orkney i|orkney is|orkney islands|orkney or shetland is|outer hebrides|pentland skerries|preston uk
    GB|probably from n w scotland u k|regne unit|reino unido|river avon hampshire england|river cletter uk
    GB|river plym dartmoor|river spey aberlour scotland|river wey guilford surrey uk|rockdale uk|rothamsted uk
    GB|royaume uni|s e eng|s england|s hebrides|s of england|s scotland|s scotland u k|s w of england|s wales
    GB|salisbury england|scilly islands|scot|scot irel eng|scotl|scotland|scotland british isles
    GB|scotland great britain|scotland u k|scotland u k atlantic ocean|scotland u k scotch
    GB|scotland u k scotch bavaria|scotland uk|scotland uk atlantic ocean|scotland uk scotch|scotland united kingdom
    GB|scotland west coast|shetland is|shetland island|shetland islands|shetland isles|shetlands|shinfield uk|soa i
    GB|south east of aberdeen miles east|south essex uk|south of england|south wales
    GB|south west of u k atlantic ocean|southern england uk|st kilda|st kilda i|st thomas hospital london uk
    GB|stokeontrent england|surrey uk|tiree|tring herts|turriff scotland uk|u k|u k england|udny station scotland uk
    GB|uk|uk eng|uk england|uk engld wal|uk no ireld|uk northern ireland|uk scotland|uk wales|ukd|united kindom
    GB|united kingdom|united kingdom england|united kingdom northern ireland|united kingdom of great britain
    GB|united kingdom of great britain and northern ireland|united kingdom of great britain and northern ireland the
    GB|united kingdom scotland|united kingdom united kingdom|united kingdom unknown|united kingdom wales
    GB|united kingkom|unitedkingdom|w of scotland|w scotland|wales|wales u k|wales uk|warwick england
    GB|warwick university uk|watford uk|wellesbourne uk|west of scotland|west scotland sea loch|wngland
    GB|worthing england|wrexham uk
    GD|brit w indies grenada i|brit w indies grenada is|granada|grd|grenada|grenada w i|grenade|illeg new grenada
    GD|lesser antilles grenada|n granada|northern grenada|s america grenada|west indies grenada i
    GD|west indies greneda i
    GE|abkhazia|geo|georgia|georgian soviet socialist republic|georgie|northern georgia|rep georgia|republic georgia
    GE|republic of georgia|republique de georgie|south ossetia|грузия
    GF|f gui|f guiana|fr guiana|french guiana|french guiana france|french guiana french guiana|french guiana s a
    GF|french guinea|french guinea s a|french guyana|frenchguiana|frgu|guayana francesa|guf|guiana francesa|guyane
    GF|guyane francaise|presumably french guiana
    GG|ggy|guernesey|guernsey|guernsey uk
    GH|canoe beach tema ghana|d guinea|gha|ghana|ghana eastern region|gold coast|gold coast africa|gold coast ghana
    GH|gold coast hint|gold coast hinter|gold coast hinterland|gold coast hunterland|gold coast interior
    GH|hinterland gold coast|hinterland of gold coast|interior gold coast|interior of gold coast|legon
    GH|republic of ghana|w africa ghana|w coast of africa ghana|west africa ghana
    GI|gib|gibraltar|gibraltar british overseas territories|gibralter
    GL|denmark greenland|e greenland|east greenland|east of greenland|greeland|greenl|greenland|greenland denmark
    GL|greenland n e|greenland north east|grl|groenland|groenlandia|gronland west greenland|kangerlussuaq greenland
    GL|n e greenland|n greenland|n w greenland|north greenland|northern greenland|s greenland|s w greenland
    GL|south greenland|south west greenland|southern coast of greenland|w coast of greenland|w greenland
    GL|w of greenland|west coast of greenland|west greenland|western greenland
    GM|gambia|gambia the|gambia west|gambia west africa|gambie|gmb|republic of the gambia|the gambia
    GN|afrique sud et est guinae conakry foutadjallon|gin|guinae|guinae conakry|guinae conakry rag foutadjallon
    GN|guinaeconakry|guinea|guinea coast|guinee|guinee conakry|guinee francaise|haute guinee francaise|n e of guinea
    GN|rapublique de guinae|republic of guinea|republique de guinee|up guinea
    GP|brit w indies guadeloupe i|desirade|desirade island|glp|guadaloupe|guadalupe|guadelope|guadeloup|guadeloupe
    GP|guadeloupe fr lesser antilles|guadeloupe i|guadeloupe island|la guadeloupe|les saintes
    GP|lesser antilles guadeloupe island|marie galante|mariegalante|netherlands antilles guadeloupe|quadeloupe
    GP|w i guadeloupe|w indies guadeloupe|w indies guadeloupe i|w indies guadeloupe is|west indies guadeloupe
    GP|west indies guadeloupe i
    GQ|annobon|annobon i|bioko|eq guinea|equat guinea|equatorial guinea|equatorialguinea|equitorial guinea
    GQ|fernadno po i|fernando p o|fernando po|fernando po i|fernando po is|fernando poo|gnq|guinea ecuatorial
    GQ|guinea equatorial|guinee equatoriale|guinee espagnole|spanish guinea|spanish guinea fernando poo
    GR|amalias greece|cerigo i|corfu is|corinth greece|crete|crete greece|crete i|crete is|ellas|epirus greece|grc
    GR|grece|grecia|greece|greece ellada|greece grece griekenland|greece most likely|greek archipelgo|greeks
    GR|isl of skyros|kriti|lamia greece|n w crete|northwestern crete|off w greece|rhodis i|rhodos greece|tenos i
    GS|clinker gulch south sandwich islands|georgia del sur e islas sandwich del sur
    GS|georgia del sur y las islas sandwich del sur|georgie du sud|georgie du sud et les iles sandwich du sud
    GS|georgie du sud i|iles sandwich du sud|islas georgias del sur|islas georgias del sur y sandwich del sur
    GS|s georgia|s georgia i|s georgia is|s georgia isle|s sandwich is|sandwich du sud i|sgs|south george i
    GS|south georgia|south georgia and sandwich islands|south georgia and south sandwich islands
    GS|south georgia and the south sandwich islands|south georgia british overseas territories|south georgia i
    GS|south georgia is|south georgia island|south georgia islands|south georgia south sandwich islands
    GS|south georgia uk|south sandwich islands
    GT|cent guat|central guatemala|city airport guatemala|gautemala|gtm|gua|guadamala|guartemala|guat|guatamala
    GT|guatelmala|guatemala|guatemala city|gut|n guatamala|n guatemala|north guatemala|northern guatemala
    GT|probably guatemala|republic of guatemala
    GU|guam|guam i|guam is|guam marianus|gum|island of guam
    GW|gnb|guine bissau|guinea bissau|guinee bissao|guinee bissau|guinee portugaise|port guinea|portugese guinea
    GW|portugies guinea|portuguese guiana|portuguese guinea|portuguese guinea guinea|portuguese guinea guinea bissau
    GY|b guiana|br guiana|br guinea|br t guiana|bristish guiana|bristish new guinea|brit guiana
    GY|brit guiana locality doubtful|british guiana|british guiana guyana|british guina|british guyana|brt guiana
    GY|co operative republic of guyana|demarara|ex british guiana guyana|guayana|guiana|guiana guyana|guy|guya
    GY|guyana|guyana british guiana|guyana s america|guyane britannique|int b guiana|int brit guiana
    GY|inter brit guiana|interior br guiana|interior brit guiana|interior of brit guiana|interiorbrit guiana
    GY|republica cooperativa de guyana
    HK|colony of hong kong|hkg|hong kong|hong kong id|hong kong island
    HK|hong kong special administrative region of china|hongkong|uk hkg
    HM|heard and mcdonald islands|heard et iles macdonald ile|heard i|heard is|heard island and mcdonald islands|hmd
    HM|ile heard|iles heard et macdonald|iles macdonald|islas heardy mcdonald
    HN|hnd|hond|honduras|honduras c a|honduras prob|honduras republic|honduras spanish|hondures|honduros|hondurus
    HN|honduuras|n w honduras|possibly honduras|republic of honduras|sp honduras|spanish honduras
    HR|croacia|croatia|croatia hrvatska|croatie|dalmatia|dalmatia croatia|dalmatien|hrv|hrvatska|n dalmatia
    HR|republic of croatia|s dalmatia|slavonia|so dalmatia|yugoslavia croatia
    HT|haati|hai|hait|haiti|hayt illeg|hayte|hayti|hayti haiti|hiati|hispaniola haiti|hti|n w haiti|probably haiti
    HT|s e haiti|s w haiti|w i haiti
    HU|dept bact county hospital gyula hungary|hongary|hongria|hongrie|hun|hungaria|hungary|hungary hongrie
    HU|hungary magyarorszag|hungria|peninsula tihany hungary|s hungary|tihany hungary|ungarn|unkari hu|w hungary
    ID|alofa i|alor i|alor is|alori i|alov i|amboina|ambon i|aru|aru i|aru is|aru island|aru islands|atapupu|bali
    ID|bali i|bali is|bali or lombok|banda i s|banda is|bandoeng indonesia|banggaai i|banggaai is|banggai|banggai is
    ID|banka i|batam i|batanta is|batavia|batjan is|batu i|batu islands|betw celebes sula is
    ID|between celebes and flores islands|between celebes flores is|between flores and celebes|biak i
    ID|bogor indonesia|borneo indonesia|brit d new guinea|bunguran i|bunguran is|buru i|buru is|c celebes
    ID|c d new guinea|celebes|celebes i|celebes is|celebes island|celebes sulawesi|celebres|cent celebes
    ID|cent d n guinea|cent d new guinea|cent du new guinea|cent dut new guinea|cent dutch n guinea
    ID|cent dutch new guinea|centr buru|centr buru i|centr celebes|centr du new guinea|centr dutch new guinea
    ID|centr java|centr molucca s|centr moluccas|central dutch guinea|central dutch n guinea
    ID|central dutch new guinea|central java indonesia|central sulawesi|ceram|ceram is|ceram island|ceram laut
    ID|ceram laut is|coast of w sumatra|coast w sumatra|d e ind|d e indies|d e indies n e sumatra
    ID|d e indies st sumatra|d n guinea|d new guina|d new guinea|dammer i|dammer is|djampea i|djampea i s of celebes
    ID|du new guiana|du new guinea|du new guinea east coast|dutch borneo|dutch borneo borneo|dutch e indies
    ID|dutch east indies|dutch guinea|dutch n g|dutch n guin|dutch n guinea|dutch new guin|dutch new guinea|e aru is
    ID|e c d new guinea|e c du new guinea|e celebes|e celebes is|e cen sumatra|e cent d new guinea|e centr du guinea
    ID|e centr du new guinea|e centr sumatra|e central dutch new guinea|e ern cent d new guinea|e java|e java i
    ID|e java is|e of celebes|e of celebes is|e of java|e of molucca is|e of sumatra|e of timor|e sumatra
    ID|east celebes|east cent d n guinea|east of celebes|east of java|east of sumatra|east sumatra|engano i|g api i
    ID|goram is|gorom i|gorom is|gorom laut|gorom laut is|gr key is|gr natuna i|gr natuna is|gr sangi|great banda
    ID|great banda i|great banda is|great natuna i|great natuna i s|great natuna is|great sangi i|greater sanghir
    ID|gt banda i banda is|gt banda is|gt key is|gt natuna i|gt natuna is|gt natuni|gt sangi i|gunong api
    ID|gy natuna is|halmahera|halmahera island|id cf|idn|indenesia|indodonesia|indonesdia|indonesia|indonesia borneo
    ID|indonesia gt sunda|indonesia java|indonesia new guinea id|indonesia new guinea papua
    ID|indonesia papua new guinea|indonesia papua province|indonesia republik indonesia|indonesia sulawesi
    ID|indonesia sumatra|indonesian|indonesian borneo|indonesie|indonesien|indrulaman i|irian jaya|jakarta indonesia
    ID|jampea i|jampea is|java|java bali|java i|java indonesia|java is|jawa|jobi i|jobi is|jolo sulu is|kalao i
    ID|kalao is|kalidupa i|kangean|kangean i|kangean is|kanjean is|kei is|key i|key i s|key is|key islands|kisoei i
    ID|kisoei i n of key is|kisser is|koer i|koer is|korrido|krakatau is|lambok|lambok i|lambok is|laoet islds
    ID|lapac i|larat i|lesser sunda is|lesser sunda isl|lesser sunda islands|lesser sundas|letti i|letti is|lingga i
    ID|lingga is|little key i|little key i s|little key is|little key island|little key islands|lomblem|lomblen
    ID|lomblen i|lomblen is|lombok|lombok i|lombok is|lomook is|low country bali|low country bali is
    ID|m w d new guinea|mafor i|mafor is|malacca|malacca strs|maluku|manggoer i|manggoer is|mentawi islands|misol i
    ID|misol is|molluccas|molucca|molucca i|molucca is|molucca islands|molucca isles|molucca s|molucca strait
    ID|moluccas|moluccas is|moluccas islands|moluques|morty i|morty island|n celebes|n celebes is|n celebes sulawesi
    ID|n coast d n guinea|n coast d new guinea|n coast du new guinea|n d new guinea|n du new guinea|n e celebes
    ID|n e coast of d new guinea|n e du new guinea|n e java|n e od java|n e of celebes|n e of java|n e of sumatra
    ID|n e sumatra|n e sumatra deli|n e sumatra deli etc|n e sumatra i|n java|n lombok|n lombok i|n lomook is
    ID|n molucca s|n molucca s is|n moluccas|n natuna i|n natuna is|n of bali is|n of celebe|n of celebes
    ID|n of celebes is|n of d new guinea|n of du new guinea|n of gt key is|n of java|n of java is|n of molucca is
    ID|n of sumbawa|n sumatra|n w bali|n w buru|n w celebes|n w coast buru i|n w d new guinea|n w du new guinea
    ID|n w java|n w n guinea|n w new guinea|n w of n guinea|n w of new guinea|natuna i|natuna is|natunas|ne sumatra
    ID|near ceram laut|near ceram laut is|near java|near jobi i|near key is|near sula is|near sumbawa|near sumbawa i
    ID|near sumbawa lesser sunda is|neth n guinea|neth new guinea|netherlands e indies|netherlands new guinea
    ID|new guinea indonesia|new guinea n w|nias|nias i|nias is|nias island|no west celebes|north celebes
    ID|north coast d new guinea|north east coast of dutch new guinea|north of celebes|northwest bali|nw celebes
    ID|obi i|obi is|obi major i|off w sumatra|pantar i|pantar is|peling is|pini i|pini is|probably from java
    ID|pulau laut i|pusakanegara wjava indonesia|republic of indonesia|s borneo|s c d new guinea
    ID|s c dutch new guinea|s celebes|s celebes i|s celebes is|s cent d new guinea|s centr du new guinea
    ID|s central celebes|s central du new guinea|s d new guinea|s dutch new guinea|s e celebes|s e d new guinea
    ID|s e dutch new guinea|s e of celebes|s e of celebes i|s e of celebes is|s e of du new guinea|s e sumatra
    ID|s east celebes|s flores i lesser sunda is|s java|s java i|s java is|s molucca s|s moluccas
    ID|s moluccas indonesia|s natuna is|s o celebes|s of buru|s of celebes|s of ceram laut is|s of d new guinea
    ID|s of gorom i|s of gorom is|s of java|s of sumatra|s of sumba|s sumbawa|s w borneo|s w celebes|s w n guinea
    ID|s w of gorom is|s w of new guinea|s w of sumatra|s w sumatra|salawati i or n w new guinea|salwatti|salwatti i
    ID|salwatty i|sandalwood i or sumba is|sandalwood is or sumba is|sandalwood is or sumbawa is
    ID|sandalwood or sumba is|sangi i|sangi is|sangir is|satonda i|savii i|savu i|savu is|se celebes|selayer i
    ID|sermatta i|sermatta is|siangi is|simbawa is|singi is|sirhassen i|sirhassen is|sitonda i
    ID|so cent dutch new guinea|so centr du new guinea|so e celebes|so east celebes|south celebes
    ID|south central dutch new guinea|south moluccas|south of celebes|sukamandi indonesia|sula besi|sula celebes is
    ID|sula i|sula is|sula mangoli|sulawesi|sulawesi celebes|sulawesi indonesia|sulawesi utara|sulu i|sulu is
    ID|sulu is e celebes|sulu is jolo|sulu is n celebes|sulu is yolo|sumatra|sumatra bock|sumatra deli
    ID|sumatra indonesia|sumatra is|sumatra s w ft|sumatra west coast|sumba|sumba i|sumba i lesser sunda is|sumba is
    ID|sumbae i|sumbana is|sumbawa|sumbawa i|sumbawa is|sumbo|sunda is|sunda island|sunda islands|taam i|taam is
    ID|talant is|talant island|talaoer is|talaut i|talaut is|tello is|temimber i|temor i|tenimber|tenimber i
    ID|tenimber i s|tenimber is|tenimber is timor laut|teokong besi is|teoor i|teoor i n of key is|teoor isl|ternate
    ID|ternimber is|tim|timor i|timor is|timor is near celebes|timor laut|timor laut i|timor laut i tenimber
    ID|timor laut is tenimeber|timor laut tenimber i|timor laut tenimber is|toekan besi i|toekang besi i
    ID|toekang besi is|tomia i|tukan besi is|tukan bessi is|tukang besi i|tukang besi is|tukang besi isl
    ID|tukang bessi|tukong besi is|tumor is|w aru is|w buru|w buru i|w buru is|w coast of sumatra|w d n guinea
    ID|w d new guinea|w dutch new guinea|w java|w java i|w kangean|w new guinea|w of d new guinea|w of du new guinea
    ID|w of key is|w of lomblen is|w of molucca is|w of moluccas|w of new guinea|w of sula is|w of sumatra
    ID|w of sumba|w of timor is|w of w sumatra|w sumatra|w sumatra is|w sumatra or java is|w sumba|w sumba i
    ID|w sumba is|w sumbawa|w sumbawa i|w sumbawa is|w tenimber is|w tiandu i|w tiandu is|w timor|w timor i
    ID|w timor is|waigeou i|waigeu i|waigion i|waigiou i|waigiu i|waigiu is|waingapo|west irian|west java
    ID|west java indonesia|west new guinea|west of key is|west of sumatra|west papua|west papua new guinea
    ID|west sumatra i|west sumatra indonesia|yamdena is
    IE|dublin ireland|eire|eire ireland|ire|irel|ireland|ireland eire|irish republic|irl|irlanda|irlande
    IE|mayo ireland|n w ireland|north east of ireland|north west ireland atlantic ocean
    IE|north west of ireland atlantic ocean|north western ireland|rep of ireland|republic of ireland|s e ireland
    IE|s w ireland|so ireland|south of ireland|south west ireland|south west of ireland atlantic ocean|w ireland
    IE|w of ireland atlantic ocean|west coast of ireland|west ireland|west of ireland atlantic ocean|western ireland
    IL|caesarea|dead sea israel|isr|isra|israal|israel|israel formerly palestine|israel il|isreal|jerusalem
    IL|jerusalem israel|mediterranean sea israel
    IM|ile de man|imn|isla de man|isle of man
    IN|adaman is|alpine india|andaman and nicobar|andaman and nicobar is|andaman and nicobar islands|andaman i
    IN|andaman is|andaman islands|andaman s|andamans|assam|b p india|bawana near delhi india|bombay|bombay india
    IN|br india|brit india|british india|calcutta|car nicobar|car nicobar is|cent india|centr india|central india
    IN|continental india|dehli india|e india|east india|eastern india|ernakulum india|goa|great nicobar i
    IN|great nicobar is|gt nicobar i|gt nicobar is|himalayan india|himalayas india|inde|india|india and asia
    IN|india bharat ganarajya|india border of nepal|india ca|india captive|india indian ocean|india south
    IN|india tibet frontier|indian penins|indian territory|kotekhaie|laquedives i|lower india|ludhiana india
    IN|maharashtra state|malabar coast|mandapam india|manduki lal|mid andaman is|middle andaman is|n andaman i
    IN|n andaman is|n e india|n e of andaman is|n ern india|n india|n of andaman is|n w india|narcondam i
    IN|new guinea aru is|nicobar|nicobar i|nicobar is|nicobar islands|nicobares|north east india|north eastern india
    IN|north india|north west india|north western india|northern india|p p india|pisang island|portugese india
    IN|republic of india|s adamans|s andaman|s andaman i|s andaman is|s andamans|s andamans i|s andamans is
    IN|s e india|s india|s of india|s w india|sikkim|so india|south andaman is|south coast of india|south india
    IN|south india coast|southern india|southwest india|u p|u p india|up assam|upper assam|varasani india|w india
    IN|west bengal india|west india|western india
    IO|br ind oc tr|british indian ocean territory|chagas archipelago|chagos arch|chagos archipelago
    IO|chagos archipelago british indian ocean territory|chagos is|iot|ocean indien territoire britannique de l
    IO|territoire britannique de l ocean indien|territorio britanico del oceano
    IQ|diwaniyah qadisya area iraq|irag|irak|iraq|irq|n iraq|ne iraq|nw iraq|republic of iraq
    IR|east iran|iran|iran islamic republic of|iran republique islamique d|iranislamicrepublicof|irn
    IR|islamic republic of iran|north perzia|northeast iran|northwest iran|perse iran|republique islamique d iran
    IR|south iran|southeast iran|southeastern iran kirman|southern iran|southwest iran|west central iran
    IR|western iran|zuid perzia
    IS|coast n iceland|coast of n iceland|coast of north iceland|east iceland|east of iceland
    IS|geothermal area iceland|geysir iceland|hofudborgarsvaedid|hveragerthi iceland|ice|icel|iceland|iceland north
    IS|iceland south of|isl|island|islande|islandia|n e iceland|n iceland|n w iceland|no iceland
    IS|north coast of iceland|north iceland|north of iceland|off iceland|republic of iceland|s iceland
    IS|s w coast of iceland|se iceland|south iceland|south of iceland|south west iceland
    IS|south west of iceland atlantic ocean|south western iceland|sw iceland|w iceland
    IT|a few miles offshore of la spezia italy|c italy|cagliari italy|centr italy|central italy|ita|ital|italia
    IT|italia it|italian coast|italian republic|italie|italie italy italia|italy|italy central|italy italia|italy n
    IT|italy north|italy pp|lake of venere at pantelleria island south of sicily italy|museo correr venice italy
    IT|n e italy|n italy|n sardinia|naples|north italy|rome|s italy|s sardenia|s w sardinia
    IT|san frederigo tuscany italy|sardegna|sardenia|sardinia|sardinia italy|serdinia|sicile i|sicilia|sicily
    IT|sicily i|sicily italy|south italy|southitaly|trieste|venice
    JE|jersey|jey
    JM|br jamaica|brit w indies jamica|jam|jama|jamacia|jamaica|jamaica is|jamaica w i|jamaica west indies|jamaique
    JM|jamaique jamaica|jamcaica|jamiaca|north east jamaica|possibly jamaica|s e of jamaica|w indies jamaica
    JM|w indies jamaica i|west indies jamaica
    JO|akaba|hashemite kingdom of jordan|jor|jordan|jordan n|jordania|jordanie|jordon
    JP|abuarbi shiga pref japan|aichi japan|amakusa nagasaki pref japan|atsugishi kanagawa japan
    JP|atsuma hokkaido japan|bonin i|bonin is|bonin islands|bonin isle|botanical garden kyoto japan|c loo choo is
    JP|cent japan|cent loo choo is|cent loochoo is|cent s loo choo is|central japan|central loo choo is
    JP|central n loo choo is|doro wakayama pref japan|e of japan|east of japan|ehime japan|gumma japan
    JP|herbal garden kyoto japan|hiroo tokyo japan|hiroshima japan|hokkaido japan|hosogi hiroshima japan
    JP|inadanoborito kawasaki kanagawa japan|iwata japan|izu islands|jap|japan|japan central|japan nippon
    JP|japan okinawa|japan s loo choo i|japao|japn|japo|japon|jjapan|jpn|kanagawa japan|kasumi district numazu japan
    JP|katase japan|kiso district nagano pref japan|kofu japan|kururi chiba prefecture japan|kyoto japan|loo choo is
    JP|marcus island|migayi prefecture japan|mitaka tokyo japan|miyagi prefecture japan|mobara chiba pref japan
    JP|n japan|n loo choo is|n loo chov is|n loochoo is|nagano prefecture japan|nagoya japan|near tokyo japan|nihon
    JP|nishinomiya japan|no s loo choo is|north loo choo is|off japan|off japan pacific ocean
    JP|off the coast of kanagawa prefecture japan|ogasawara is|okinawa|okinawa japan|osaka japan|parece vela japan
    JP|riu kiu islands|riukiu islands|ryu kyu islands|ryukyu is|ryukyu islands|ryukyu trench|ryukyus
    JP|s end of okinawa shima|s japan|s loo choo|s loo choo is|s of japan|samugawa beach japan|saru i
    JP|shimogamo kyoto japan|shizuoka prefecture japan|so ryukyus|south japan|south loo choo is|south of bonin is
    JP|south west japan|southern ryukyus|suruga bay japan|tokyo japan|tosashimizu kochi pref japan|volcano i
    JP|volcano is|vulcan is|wakayama|western japan
    KE|afrique orientale anglaise|b e a british east africa kenya|b e a kenya colony|b e afr|b e africa
    KE|b e africa kenya colony|br e africa|br e africa kenya|br e africa kenya colony|br east africa|brit e af
    KE|brit e africa|brit e africa kenya|brit e africa kenya colony|brit e africa kenya district|brit east afr kenya
    KE|brit east africa|brit east africa kenya|british e africa|british east africa|british east africa kenya
    KE|british east africa kenya colony|coast of kenya colony|e kenya|east africa kenya|east kenia
    KE|embu british east africa|ken|kenia|keny|kenya|kenya b e a|kenya border|kenya bush des collines|kenya chamu
    KE|kenya cikuyu maragoli|kenya co|kenya coast|kenya col|kenya colony|kenya colony n f p|kenya dist|kenya distr
    KE|kenya district|kenya embu|kenya embu gikuyu kipsigis|kenya embu gikuyu kisigis
    KE|kenya embu gikuyu kisigis meru samburu|kenya embu samburu turkana kamba gikuyu|kenya gabbra|kenya gikuyu meru
    KE|kenya kamba|kenya kenia|kenya kipsigis|kenya kipsigis kamba embu kipsigis|kenya luo
    KE|kenya luo embu gikuyu kamba kipsigis masai|kenya luo embu kipsigis|kenya maragoli|kenya masaa amp kipsigis
    KE|kenya masai|kenya north|kenya pokot|kenya prairie et bush|kenya ragion du nord
    KE|kenya recette provenant degypte|kenya samburu|kenya samburu turkana|kenya somali|kenya south|kenya south east
    KE|kenya turkana|kenya west|kikuyu|lenya col|luo du siaya kenya|masailand|n kenya|n w kenya|naigara masai
    KE|nairobi|nairobi kenya|off e coast b e africa|rangwe|republic of kenya|s w kenya|sc kenya|southern kenya
    KE|sw kenya|turkana kenya|w kenya|w kenya colony|west kenya|western kenya
    KG|kgz|kirg|kirghizia|kirghizie|kirghizistan|kirghizstan|kirgistan|kirgiziya|kirgizstan|kirgssr|kirguistan
    KG|kirgyziya|kyrgyz republic|kyrgyzstan
    KH|cambodge|cambodia|cambodja|camboge|camboya|indo china cambodia|indochina cambodia|khm
    KI|enderbury island|fanning i|fanning is|gardner island|gilbert is|gilbert island|gilbert islands|kir|kiribati
    KI|kiribati gilbert is|kiribati gilbert islands|kiribati line isl|kiribati republic|makin is|malden
    KI|malden island|malden islands|mckean is|mckean island|northern line islands|phoenix group|phoenix i|phoenix is
    KI|phoenix island|phoenix islands|republic of kiribati|republique du kiribati|swallow i|us line isl
    KI|vostok island|west caroline island
    KM|com|comoras|comore is|comore islands|comoren|comoren isl|comores|comores arch|comores islands|comoro i
    KM|comoro i e of africa|comoro is|comoro is angola|comoro is off e africa|comoro is union comoros|comoro islands
    KM|comoros|comoros is|comoros islands|gr comoro i|grand comoro i|grande comore|iles comores|union des comores
    KM|union of the comoros
    KN|federation of st kitts and nevis|kna|nevis|nevis island|saint christophe et nevis|saint christophe et nieves
    KN|saint christopher|saint christopher nevis|saint christophernevis|saint kitts and nevis|saint kitts et nevis
    KN|saint kitts nevis|saint kittsnevis|san cristobal y nieves|st christopher|st christophernevis|st kitts
    KN|st kitts amp nevis|st kitts and nevis|st kitts and nevis nevis|st kitts and nevis st kitts|st kitts nev
    KN|st kitts nevis|st kittsnevis|st kittsnevis islands|stchristophernevis|west indies st kitts
    KP|corea del norte|coree du nord|coree republique populaire democratique de|democratic peoples republic of korea
    KP|korea d p rp|korea democratic people s republic|n e korea|n korea|north corea|north korea|prk
    KP|republique populaire democratique de coree
    KR|corea|corea del sur|coree|coree du sud|coree republique de|kor|kore|korea|korea rep|korea republic of
    KR|korea south|korearepublic of|korearepublicof|koreasouth|probably korea|republic of korea|republique de coree
    KR|s corea|s e korea|s korea|s of korea|south korea|wouth korea
    KW|koweit|kuwait|kwt|state of kuwait
    KY|brit w indies grand cayman i|caimans iles|cayman|cayman i|cayman ids|cayman is|cayman island|cayman island s
    KY|cayman islands|cayman islands west indies|caymans|caymen ids|cym|grand cayman|grand cayman b w i
    KY|grand cayman i|iles caimans|islas caiman|w indies grand cayman i|w indies grand cayman i north side
    KY|west indies grand cayman|west indies grand cayman i|west indies north side grand cayman i
    KY|west indies north side of grand cayman
    KZ|kasachssr|kaz|kazachstan|kazahkstan|kazajistan|kazakatan|kazakh ssr|kazakhistan|kazakhistan ssr|kazakhstan
    KZ|kazakhstan qazaqstan|kazakstan|s kazakhstan|turkestan kazakhstan|казахстан
    LA|indo china laos|indochina laos|lao|lao pdr|lao people s democratic republic
    LA|lao republique democratique populaire|laos|laos indo china|laos republique democratique populaire
    LA|presumed laos|republique democratique populaire lao
    LB|beirut|high lebanon|lbn|leb|leba|lebanon|lebanon n|lebanon s|liban|libano|libanon|north lebanon|nw lebanon
    LB|republic of lebanon|south lebanon
    LC|brit w indies st lucia i|brit w indies sta lucia|brit w indies sta lucia is|lca|lesser antilles saint lucia
    LC|saint lucia|saint lucia island|sainte lucie|santa lucia|santa lucia st lucia|santa lucia west indies|st lucia
    LC|st lucia island|st lucia west indies|st lucia wi|stlucia|w indies santa lucia i|w indies st lucia i
    LC|w indies sta lucia i|west indies st lucia i|west indies sta lucia i
    LI|lichtenstein|lie|liechenstein|liechtenstein
    LK|br india ceylon|br india n ceylon|centr ceylon|central ceylon|ceyl|ceylan|ceylon|ceylon i|ceylon is
    LK|ceylon south|ceylon sri lanka|ceylon srilanka|ceylonsrilanka|democratic socialist republic of sri lanka
    LK|east coast of ceylon|illeg w ceylon|lka|n ceylon|n e ceylon|n w ceylon|n west ceylon|north ceylon|s ceylon
    LK|s e ceylon|s e coast of ceylon is|shrilanka|so ceylon|south ceylon|sri|sri lanka|sri lanka central
    LK|sri lanka ceylan ceylon|sri lanka ceylon|sri lanka east|sri lanka north central ceylon|sri lanka sri lanka
    LK|sril|srilanka|w ceylon|west ceylon
    LR|coas of liberia|lbr|libera|liberia|liberiea|republic of liberia|unknown country probably liberia
    LS|basutoland|lesotho|lesoto|lso
    LT|central lithuania|liettua lt|lietuva|lithuania|lituania|lituanie|ltu
    LU|grand duchy of luxembourg|lux|luxembourg|luxemburg|luxemburgo
    LV|lativa|lativia|latvia|latvia lv|letonia|lettonie|lva
    LY|cyrenaica|lby|libia|libiya|libya|libyan arab jamahiriya|libyanarabjamahiriya|libye|lybia|lybian desert
    LY|n libya|tripoli
    MA|c marocco|c morocco|c morrocco|cent marocco|cent morocco|centr morocco|central morocco|e morocco
    MA|french morocco|interior of morocco|kingdom of morocco|magador|mar|maroc|maroc oriental|marocco|marroc
    MA|marrocos|marruecos|moracco|moroc|morocco|morocco e|morocco n africa|moroco|morrocco|morroco|n e morocco
    MA|n marocco|n morocco|n w marocco|n w morocco|ouest marocain|probably morocco|s c morocco|s e morocco|s marocco
    MA|s morocco|s morrocco|s of morocco|s w marocco|s w morocco|so morocco|souss morocco|w maracco|w marocco
    MA|w morocco
    MC|mco|monaco
    MD|mda|moldavia|moldavie|moldova|moldova rep|moldova republique de|republic of moldova|republique de moldova
    ME|mne|montenegro
    MF|maf|northern saint martin|saint martin|saint martin france|saint martin partie francaise|st martin
    MG|c d madagascar|c e madagascar|c madagascar|c o madagascar|cent madagascar|center e madagascar
    MG|center madagascar|center of madagascar|center s madagascar|center s w madagascar|centr madagascar
    MG|central e madagascar|central madacascar|central madagascar|central s e madagascar|centre e coast madagascar
    MG|centre madagascar|centro coast e madagascar|coast e madagascar|coast n e madagascar|coast s e madagascar
    MG|coast s w madagascar|e c madagascar|e cent madagascar|e coast madagascar|e madagascar|e w madagascar
    MG|east coast of madagascar|east madagascar|eastern madagascar|ext illeg n madagascar|inland center e madagascar
    MG|inland e madagascar|inland s e madagascar|inland s w madagascar|mad|mada|madacasgar|madag s w|madagasacar
    MG|madagasca|madagascar|madagascar form rep malagasy|madagascar hautsplateaux|madagascar i
    MG|madagascar indian ocean|madagascar se|madagascar tananarive|madagasikara|madagaskar|madgascar|malagasy
    MG|malagasy republic|mdg|mid e madagascar|mid w madagascar|middle w madagascar|midland center w madagascar
    MG|n e coast madagascar|n e madagascar|n madagascar|n of madagascar|n w coast madagascar|n w coast of madagascar
    MG|n w madagascar|n w of madagascar|ne madagascar|north west madagascar|north western madagascar
    MG|northern madagascar|off e madagascar|off madagascar|off n e coast of madagascar|off n w madagascar
    MG|on s e coast madagascar|probablement est des madagascar|probably madagascar|rep malagasia
    MG|republic of madagascar|s cent madagascar|s central madagascar|s e coast madagascar|s e madagascar
    MG|s madagascar|s of madagascar|s w coast madagascar|s w coast of madagascar|s w inland madagascar
    MG|s w madagascar|south east coast of madagascar|south east madagascar|south madagascar|south west madagascar
    MG|sud madagascar|tanykeli|u coast of madagascar|w centr madagascar|w coast of madagascar|w madagascar
    MG|w of madagascar|w of n madagascar|walters shoals|west coast of madagascar|west madagascar|western madagascar
    MH|bikini atol|bikini atoll|bikini id|eniwetok atoll|iles marshall|islas marshall|marshall|marshall i
    MH|marshall ids|marshall iles|marshall is|marshall isl|marshall islands|marshall islands republic of
    MH|marshall isls|marshalls|mhl|republic of the marshall islands
    MK|l ex republique yougoslave de macedoine|macedoine|macedoine l ex republique yougoslave de|macedonia
    MK|macedonia former yugoslav republic of|macedonia the former yugoslav republic of|make|mazedonia|mkd
    MK|republic of macedonia|republica de macedonia|the former yugoslav republic of macedonia
    ML|diabali niono mali|fr sudan|french soudan|french sudan|kayes mali|kogoni niono mali|mali
    ML|mali ragions sikasso bougouni|mallorca|mli|soudan francais
    MM|b burmah|birmania|birmanie|br burma|burma|burma border|burma myanmar|burma no longer exists|burmah
    MM|burmah burma myanmar|burmah myanmar|e burma|east burma|l burma|low burma|lower burma|mayanmar|mmr|myanmar
    MM|myanmar burma|n burma|n e burma|north burma|northern burma|s shan states|s tenasserim|south of burma
    MM|temasserim|tenasserim|u burma|up burma|upper burma|w n e burma|west burma
    MN|daqing valley tongliao mongolia china|eastern mongolia|huhehot mongolia china|inner mongolia|mng|mog|mongolia
    MN|mongolian people s republic|mongolian peoples republic|mongolian republic|mongolie|n mongolia|n w mongolia
    MN|outer mongolia|s mongolia|southern mongolia|w mongolia|xilinhot mongolia china
    MO|mac|macao|macao special administrative region of china|macau
    MP|commonwealth northern mariana islands|commonwealth of the northern mariana is
    MP|commonwealth of the northern mariana islands|iles mariannes du nord|islas marianas del norte
    MP|mariannes du nord iles|mnp|n marianas|northern mariana is|northern mariana islands|northern marianas
    MP|northern marianas island|northern marianas islands|nothern mariana islands|saip|saipan|usmarianas islands
    MQ|island of martinique|la martinique|lesser antilles martinique|mart|martinica|martinique
    MQ|martinique french west indies|martinique island|martinique st lucia|martinique west indies|martinque|mtq
    MQ|petit martinique|st pier mq|w i martinique|w indies martinique|w indies martinique i|west indies martinique i
    MR|mauretania|mauritania|mauritanie|mauritanie occidentale|mauritanie ragion de chingetti|mrt
    MS|lesser antilles montserrat|monserrat|montserrat|montserrat br lesser antilles|msr
    MT|malta|malta i|malta is|malte|malte i|malti i|mlt|possibly malta|republic of malta
    MU|agalega ids|agelega islands|cargados carajos|ile maurice|maritius|maurice|maurice i|maurici|mauricio
    MU|mauritius|mauritius i|mauritius i e of africa|mauritius ile maurice|mauritius indian ocean|mauritius is
    MU|mauritius is indian ocean|mauritius island|mauritius island s|mauritius or rodriguez|mauritius probably|mus
    MU|off mauritius|probablement ile maurice|republic of mauritius|rodrigues|rodrigues is indian ocean
    MU|rodrigues island|rodriguez|rodriguez i|rodriguez is|rodriguez island|rodriques|rodriquez island
    MU|st brandon s shoal|st brandon shoal|st brandon shoals
    MV|maldivas|maldive is|maldive island s|maldive islands|maldives|maldives i|maldives indian ocean|mdv
    MV|republic of maldives
    MW|b c africa|b centr africa|br c africa|br centr africa|br centr africa nyasaland|bri central africa
    MW|brit c africa|brit cent africa|brit cent africa malawi|brit cent e africa|brit cent protectorate africa
    MW|brit centr africa|brit central africa|british central africa|british central africa malawi
    MW|british east africa malawi|cent british africa|central malawi|malaui|malawi|malawi form nyasaland
    MW|malawi nyasaland|malawi nyassaland|malawi olim nyasaland|malawinyasaland|malwai|mwi|n nyasaland malawi
    MW|north nyasaland|northern malawi|nyasa malawi|nyasaland|nyasaland malawi|nyasaland rungwe|nyassa land malawi
    MW|nyassaland|nyassaland malawi|nyssaland|nzamiland|republic of malawi|southern malawi
    MX|arrowsmith bank|baja california|cen mexico|e mexico|eastern mexico|exico|guadalupe is|guadalupe island
    MX|guanajuato mexico|hermisillo sonora mexico|illeg mexico|lower cal|lower calif|lower california|lowr calif|mex
    MX|mex la paz|mex mexico|mexcio|mexco|mexic|mexica|mexican boundary line|mexicao|mexico|mexico by infe
    MX|mexico by inference|mexico d f|mexico mexique|mexico probably|mexico s|mexico southeast|mexicp|mexido|mexiico
    MX|mexique|mxico|n boundry of mexico|n l mex|n w mexico|near lake lerma mexico
    MX|norse beach puerto peaasco sonora mexico|off coast of s w mexico|off mexico|off w mexico|possibly mexico
    MX|presumably mexico|revillagigedo i|revillagigedo islands|s ern mex|s mexico|s w mexico
    MX|sierra de huautla mexico|so mexico|south mexico|southern mexico|tabasco mexico|tres marias islands
    MX|tropical mexico|united mexican states|w coast of mexico|w mex|w mexico|w of mexico|w of w mexico|west mexico
    MX|western mexico|yucatan
    MY|behrang malaysia|borneo malaysia|borneo n|borneo north|borneo sarawak malaysia|borneomalaysia|brit n borneo
    MY|british n borneo|british north borneo|british north borneo borneo|e malay pen|e malay penin|e malay penins
    MY|e malay peninsula|e malaysia|east malaysia|fed malay states|gt redang i|ipoh malaysia|johore|kalimantan
    MY|kluang malaysia|kuantan malaysia|labuan island|mal|malacca malaysia|malaisia|malaisie|malasia
    MY|malay peninsula malaysia|malay peninsular malaysia|malaya malaysia|malayasia|malaysia|malaysia e
    MY|malaysia malaya|malaysia sabah|malaysia sarawak|malaysia unknown|malaysia w|malaysia west|malesia|malyasia
    MY|mantanani is|maylasia|melaysia|mengalum is|mentekab malaya|mys|off east coast of peninsular malaysia|pahang
    MY|peninsular malaysia|peninsular malysia|perak|pulau gaya|sabah|sabah malaysia|sarawak|sarawak malaysia
    MY|selangor|serdang malaysia|states of malaya|sungei buloh malaysia|tevor is|west malaysia|western malaysia
    MY|wmalaysia
    MZ|illeg mozambique|mocambic|mocambique|mocambique mozambique|mossambique|moz|mozambique|mozambique i
    MZ|mozambique maputo|mozambique nyassaland frontier|mozambiqueca|n mozambique|n mozambique b c africa
    MZ|north mozambique|port e africa|portu e africa|portug e africa|portugese africa|portugese e africa
    MZ|portuguese africa|portuguese e africa|portuguese e africa mozambique|portuguese east afr
    MZ|portuguese east africa|portuguese east africa mozambique|portugueseeastafrica|probably mozambique
    MZ|republic of mozambique
    NA|damaraland|eastern kavango namibia|german s w africa|german sw africa|nam|namaibia|namb|nambia|namibia
    NA|namibia southwest africa|namibia swa|namibie|republic of namibia|sambyu kavango namibia|south w africa
    NA|south west africa nambia|south west africa namibia|southwest africa protectorate|sud w africa|sw africa
    NA|swa namibia|swanamibia|western caprivi namibia|windhoek namibia
    NC|belep is|centr new caledonia|chesterfield bank|chesterfield i|chesterfield island|coast new caledonia
    NC|iles loyaute|loyalties|loyalty group|loyalty is|loyalty islands|loyaute i|loyaute island|matthew et hunter i
    NC|n new caledonia|ncl|new caladonia|new caledonia|new caledonia fr|new caledonia islands
    NC|new caledonia new caledonia|new calidornia|newc|newcaledonia|nord nouvelle caledonie|noumea
    NC|nouvelle caledonie|nueva caledonia
    NE|french sudan niger|n niger|ner|niger|nigerdosso|nigerhausa|republic of niger|s niger
    NF|ile norfolk|nfk|norfolk i|norfolk ile|norfolk isl|norfolk island|norfolk island australia|norfolkisland
    NG|c nigeria|e nigeria|eastern nigeria|federal republic of nigeria|french west africa nigeria|ibadan nigeria
    NG|lagos|n e nigeria|n ern nigeria|n nigeria|nga|nia|nigaria|nigeri|nigeria|nigeria eastern|nigeria fulani
    NG|nigeria n|nigeria nord|nigeria offshore|nigeria s|nigeria sud|no nigeria|northern nigeria
    NG|probably from nigeria|prov nigeria|s ern nigeria|s nigera|s nigeria|so nigeria|south nigeria|southern nigeria
    NG|w nigeria
    NI|mi off coast of nicaragua|nic|nicarag|nicaragua|nicaragua northern nicaragua|nicaraqua|nicarauga|nicaraugua
    NI|nicaruga|northern nicaragua|republic of nicaragua
    NL|amst|amsterdam|amsterdam the netherlands|delft the netherlands|den haag the netherlands|dutch coast north sea
    NL|holanda|holl|holland|holland netherlands|hollande|kingdom of the netherlands|lake ijsselmeer the netherlands
    NL|leiden the netherlands|leusden the netherlands|maasland the netherlands|nderland|nederalnd|nederland
    NL|netherland|netherlands|netherlands holland|netherlands kingdom of the|netherlands nederland|netherlands the
    NL|niederlande|nl cf|nld|north holland|north holland netherlands|oss the netherlands|paises bajos|pays bas
    NL|rotterdam|someren the netherlands|the netherlands|the netherlands holland|wageningen the netherlands|zelande
    NL|zwolle the netherlands
    NO|austevoll norway|blankvann norway|c norway|caught off the north cape of norway|centr norway
    NO|east finmark norway|fjords norway|inner oslo fjord|kingdom of norway|lapland norway|n norway|nor|norge
    NO|norja no|north norway|noruega|norvege|norw|norway|norway norge|norwegian fjord|off north cape norway|old norw
    NO|oslo norway|probably isolated in norway|ringvassay norway|rystrammen norway|s norway|sandnessundet norway
    NO|south norway
    NP|e border nepal|e napal|e nepal|n w nepal|napal valley|nepal|nepal federal democratic republic of nepal
    NP|nepal valley|npl|nw nepal|presumed nepal|s w nepal|w nepal
    NR|nauru|nauru island|nauru republic of|nru|republic of nauru
    NU|niu|niue|niue i|niue island|savage i niue i
    NZ|antipodes i s e of new zealand|antipodes is|antipodes island|antipodes islands new zealand
    NZ|ashburton new zealand|auckland i|auckland i s of new zealand|auckland is|auckland island
    NZ|auckland island new zealand|auckland islands|aucklands|chatham|chatham i|chatham i e of new zealand
    NZ|chatham i or n z|chatham is|chatham island|chatham islands|chatham islands new zealand|east of new zealand
    NZ|gippsland new zealand|havelock north new zealand|kermadec i|kermadec is|kermadec islands
    NZ|lower hutt new zealand|macauley i|mew zealand|n n zealand|n z|n z new zealand|n zealand
    NZ|near lake taupo new zealand|near n zealand|near new zealand|new hebrides island|new zealand
    NZ|new zealand aotearoa|new zealand captive|new zealand introduced|new zealand is|new zealand region
    NZ|new zealand seas|new zealand subantarctic|new zealnad|new zeeland|new zeland|newzealand|nia fou i|nia fou is
    NZ|ninafou|nouvelle zelande|nova zelanda|nueva zelanda|nz new zealand|nzl|off n zealand|off new zealand
    NZ|okaia new zealand|otago new zealand|possibly new zealand|rotorua new zealand|s new zealand|s of n z
    NZ|s of new zealand|seas of new zealand|snares is|snares island|south of n zealand|south of new zealand
    NZ|southern island of n zealand|stewart island|the snares new zealand|toko|wairakei new zealand
    NZ|west coast of n zealand|winslow new zealand
    OM|muscat|muscat and oman|oman|oman southern|omn|royaume d oman|sultanate of oman
    PA|bay of panama|canal zone|canal zone panama|e ern pan|e ern panama|e eru panama|e panama|east panama
    PA|eastern panama|near panama|off panama|pamama|pan|pana|panam|panama|panama bay|panama c z|panama canal
    PA|panama canal zone|panama captive|panama chiriqui|panama illeg|panama panama canal zone|panama probably
    PA|panama r p|pananma|rep of panama|republic of panama|savannah near panama|veragua|veragua panama|verague
    PA|veraqua|veraqua panama|w ern panama|w of w panama|w panama|west of panama|western panama
    PE|amazons of peru|c peru|central peru|chinchas islands|coast of peru|e peru|east peru|eastern peru|lower pegu
    PE|n e peru|n peru|n w peru|ne peru|northeastern peru|northern peru|pegu|per|perou|perou peru|peru|peru e|peru n
    PE|peru s|peru se|peru with the p underlined guadeloupe|peruvian amazons|republic of peru|s e peru|s peru
    PE|s w peru|sierra de peru|so peru|south peru|southern peru|w of peru|w peru
    PF|archipel des marquises|archipel des tuamotu|austral is|austral island|austral islands|austral isles
    PF|e polynesia|e polynesia society is|e society is|east polynesia|epolynesia|fpolynesia|fr polynesia
    PF|french polynesia|french polynesia marquesas islands|french polynesia pacific ocean|frmarquesas islands
    PF|gambier islands|ile de raiatea|marguesa is|marq|marquesa is|marquesas|marquesas i|marquesas is
    PF|marquesas is fr|marquesas isl|marquesas island|marquesas islands|moorea|n marquesa is|otaheite tahiti
    PF|paumotu is|paumotu islands|paumotus|polinesia francesa|polynesie francaise|pyf|rapa|rapa is|rapa island
    PF|s marquesa is|soci|societies|society gr|society i|society is|society isl|society island|society islands
    PF|society islands french polynesia|tahi|tahiti|tahiti arch|tahiti i|tahiti is|tepoto atoll|tuamoto archipelago
    PF|tuamoto is|tuamotu|tuamotu arch|tuamotu archipelago|tuamotu group|tuamotu i|tuamotu is|tuamotu isl
    PF|tuamotu island|tuamotu islands|tuamotu isles|tuamotua is|tuamotus|tubuai isl|tubuai islands|tubuais
    PF|w society is
    PG|admiralty group|admiralty islands|b n guinea|b papua|bismarck arch|bismarck archip|bismarck archipelago
    PG|bismarck is|bismark arch|bismark archepelago|bismark archip|bismark archipelago|bismark is|br n guinea
    PG|br new guinea|br new guinea n coast|brit centr new guinea|brit n guinea|brit new guiana|brit new guinea
    PG|brit s new guinea|british borneo|british new guinea|british papua|c brit new guinea|c ger new guinea
    PG|cent highlands n guinea|cent new guinea|centr br new guinea|central div papua|central division papua
    PG|credner i|d entrecasteaux|dist n central guinea|duke of york gp|duke of york i|duke of york i bismarck archip
    PG|duke of york i or new britain|duke of york i or new ireland|duke of york is|duke of york island
    PG|e br new guinea|e coast new guinea|e ger new guinea|e germ new guinea|e of borneo|e of ger new guinea
    PG|e of new britain|e of new guinea|e of new guinea bismarck archip|e of new ireland|e of s new ireland
    PG|e of s new ireland is|east cent new guinea|east coast new guinea|east of new ireland|east of s new ireland
    PG|east of south new ireland|egum is|egum is e of trobriand is|evidently british new guinea
    PG|ex british central new guinea|feni i|fergusson i|ger new guinea|ger new guinea n coast|germ d new guinea
    PG|germ n guinea|germ new guinea|german n guinea|german new guinea|german papua n guinea|german papua new guinea
    PG|goodenough i|goodenough is|independent state of papua new guinea|inland of w br new guinea|kiriwana group
    PG|louisiade arch|louisiade i|louisiade is|louisiaide arch|loussiade i|milne bay|mts of brit new guinea
    PG|n br new guinea|n brit new guinea|n britain is|n coast br new guinea|n coast ger new guinea
    PG|n coast german n guinea|n coast of ger new guinea|n coast of papua n guinea|n e br new guinea
    PG|n e brit n guinea|n e brit new guinea|n e british new guinea|n e n guinea|n e of n guinea
    PG|n ern brit new guinea|n g new guinea coast|n ger new guinea|n ger new guinea coast|n germ new guinea
    PG|n of new britain|n of new hanover|n of new hanover is|n papua|n w br new guinea|n w of br new guinea
    PG|nauna islands|near n new britain|new britain|new britain bismarck archip|new britain i|new britain is
    PG|new britian|new britian i|new guinea british new guinea|new guinea papua|new guinea s e|new guinea terr papua
    PG|new hanover|new hanover i|new hanover is|new ireland|new ireland i|new ireland is|new pommern|ngui
    PG|ninigo islands|nissan i|nissan is|north coast of ger papua|nr new britain is|p guianea|papau new guinea
    PG|papaua new guinea|papouasie nouvelle guinee|papua c d new guinea|papua cent d new guinea
    PG|papua central div new guinea|papua mainland|papua n guin|papua new guiena|papua new guin|papua new guinea
    PG|papua new guinea possibly|papua ng|papua nova guinea|papua nueva guinea|papua w d new guinea|papuanew guinea
    PG|papuanewguinea|paqapua new guinea|png|png bi|png bo|png cb|png eh|png es|png gl|png mi|png nb|png ng|png ni
    PG|png nt|png si|png ti|png we|png wn|png ws|pommern|presumed papua new guinea|rook i|rook i bismarck arch
    PG|rook i bismarck archip|rook i e of ger new guinea|rooke i|rooke i bismarck archip|rossel is|s br new guinea
    PG|s brit n guinea|s e br new guinea|s e brit n guinea|s e brit new guinea|s e guinea|s e n g|s e n guinea
    PG|s e new guinea|s e new ireland|s e of br new guinea|s e of brit new guinea|s e of british new guinea
    PG|s e of guinea|s e of n guinea|s e of new guinea|s e of new guinea louisiade archip|s e of new ireland
    PG|s e papua|s e papua new guinea|s w coast new ireland|s w new ireland|se n guinea|south east of new guinea
    PG|south germ new guinea|southeast n guinea|squally i|squally or storm i|st aignan i|st mathias i|st matthias
    PG|st matthias i|st matthias is|storm i|storm or squally i|ter of papua|terr n guin papua|terr of papua
    PG|terr of papua n g|terr of papus|terr papua|territory of papua|trobriand is|unia i|unia i bismarck archip
    PG|w of n ireland|witu i|witu i bismarck archip|witu i n e of new guinea|witu is|woodlark i
    PH|ajuy iltoilo philippines|aparri cagayan philippines|balabar i
    PH|balingkawayan san jose tarlac tarlac philippines|banaue sik ifugao philippines
    PH|bantug munoz nueva ecija philippines|basilan i|basilan island|batan island|bongao i|bongao is
    PH|brces pili camarines sur philippines|buguey cagayan philippines|camiguin|capoy sorsogon sorsogon philippines
    PH|casigan narra palawan philippines|cayoagan island|culape lucban quezon philippines|filipinas|filipines
    PH|i of cagayan sulu|isabela philippines|la granja expt station negron occidental philippines
    PH|lopez bohol philippines|los banos laguna philippines|luctugan roxas city philippines|luzon|luzon i|luzon is
    PH|makatkatuit guimba nueva ecija philippines|malinao narra palawan philippines|manila philippines
    PH|mes midsayap north cotabato philippines|midsayag north catabato philippines|mindanao is|mindoro|n luzon i
    PH|n philippine s|n philippines|negros is|nueva ecija philippines|paiwa tabaco albay philippines|palawan
    PH|palawan i|palawan island|palawan philippines|panabo davao philippines|panay i|pangil laguna philippines
    PH|pawa malinaw albay philippines|phi|phil|philiippines|phililppines|philip|philipijnen|philipines|philippine
    PH|philippine i|philippine id|philippine ids|philippine is|philippine is no|philippine isl|philippine island
    PH|philippine island s|philippine islands|philippine islands philippines|philippine isls|philippine philippines
    PH|philippine s|philippinei|philippines|philippines i|philippines is|philippines isl|phill|phillipens|phillipine
    PH|phillipine ids|phillipine is|phillipine islands|phillipines|phillippine id|phillippine islands|phillippines
    PH|philppines|phl|pilipinas|plilippijnen|polangui albay philippines|polillo is|possibly philippines
    PH|republic of the philippines|republic of the phillipines|s mindanao|samar is
    PH|san enrique negros occ philippines|san fabian isabela philippines|sibutu i|sorsogon sorsogon philippines
    PH|the philippine islands|the philippines|tilib lucban quezon philippines
    PK|beludschistan|e pakistan|east pakistan|eastern pakistan|islamic republic of pakistan|pak|pakistan
    PK|pakistan and baluchistan|pakistan occidental|pakistan w|punjab pakistan|w pakistan|w pakistan pakistan
    PK|w pakistani|west pakistan|western pakistan|westpakistan|wpalkistan
    PL|danzig|danzig f s|kornik|n of poland|pol|poland|poland polska|polen|pologne|polonia|puola pl
    PM|saint pierre|saint pierre and miquelon|saint pierre et miquelon|san pedro y miquelon|spm
    PM|st pierre and miquelon
    PN|ducie island|henderson|henderson i|henderson i s pacific|henderson island|islas pitcairn|oeno island|pcn
    PN|pitcairn|pitcairn i|pitcairn isl|pitcairn island|pitcairn islands
    PR|canas puerto rico|commonwealth of puerto rico|lajas valley puerto rico|mona island|porto rica|porto rico
    PR|porto rico puerto rico|pri|pue|puer|puerte rico|puerto|puerto rica|puerto rico|puerto rico usa|puerto rio
    PR|puertorico|w i porto rico|w indies porto rico|w indies porto rico i|west indies porto rico
    PR|west indies porto rico i|west indies puerto rico|west indies s mar de porto rico i
    PS|e of palestine|gaza strip|n palestine|occupied palestinian territory|palestine|palestine israel
    PS|palestinian national authority|palestinian territory|palestinien occupe territoire|palestinien territoire|pse
    PS|s palestine|so palestine|state of palestine|territoire palestinien occupe|territorios palestinos
    PT|aaores|acores|azore ids|azore is|azorerna|azores|azores archipelago portugal|azores i|azores is
    PT|azores islands|azores portugal|extreme southern portugal|great salvage i|madeira|madeira atlantic ocean
    PT|madeira i|madeira is|madeira island|madeira islands|madeira portugal|madeiras|maderas islands|madere i
    PT|maderia is|madiera|meidera|meidera archipel|n portugal|near madeira i|north portugal|port|portugal
    PT|portugal northern|portugal province of algarve|portuguese republic|potugal|prt|s madeira i|s portugal
    PT|savage islands|selvagens|south of madeira i|south portugal|talaia|terceira i
    PW|belau|belau palau|palaos|palau|palau belau|palau ids|palau is|palau is belau|palau islands|pelew i|pelew i s
    PW|pelew is|pelew islands|plw|possibly palau|pulau island|republic of palau
    PY|chaco of paraguay|e paraguay|km e of paraguay|para|paraguai|paraguary|paraguay|paraguayan|paraquay|pry
    PY|republic of paraguay|south america paraguay|yaraguay
    QA|qat|qatar|qatar arabia
    RE|ile de la reunion|l ile de la reunion|la reunion|nee a la reunion|probablement la reunion|r uunion|raunion
    RE|reu|reunion|reunion i|reunion i bourbon|reunion is|reunion island|reunion island s|riunion|runion island
    RO|e romania|n rumania|ne rumania|roemenia|roemenie|romani|romania|romenia|romina|rou|roumainia|roumania
    RO|roumania romania|roumaniaromania|roumanie|rumania|rumenia|s e rumania|s rumania|transylvania|w rumania
    RO|west rumania
    RS|s serbia|s w serbia|serbia|serbie|servia|srb
    RU|altai|amur|amurland|asiatic russia|bering i|bering id|bering inslands|bering is|bering island
    RU|black sea russia|c russia|c siberia|caucasus russia|centr russia|commander i|commander is|commander island
    RU|commander islands|commander islds|commander isles|dagestan|daghestan|e russia|e siberia|east russia
    RU|east siberia|federation de russie|gulf of peter the great sea of japan russia|kara sea|kolguiev i|kuril is
    RU|kuril islands|kuril islands sea of okhotsk|kurile is|kurile islands|kurils is|moscow russia
    RU|moscwa river former ussr|n e russia|n e siberia|n of russia|n russia|n siberia|n siberia n of artic circle
    RU|n siberia s of artic circle|n w russia|ne siberia|near river nischenka moscow region former ussr|new siberia
    RU|north russia|north siberia|nova zembla|novaia zembya|novaia zemlia|novaia zemlia i|novaia zemlya
    RU|novaja zembya|novaya semlya|novaya zembya|novaya zemlya|pskov|republique de buriatie|river moscow russia
    RU|river moscwa former ussr|rossia|rus|rusia|rusland|russ|russia|russia asia|russia cis former ussr
    RU|russia europe|russia far east|russia federation|russia rossiya|russia south|russia u s s r|russia ussr
    RU|russia volga delta|russian altai|russian fed|russian federation|russian federation the russia
    RU|russian soviet federated socialist republic|russie|russie federation de|russie russia|russija|s e russia
    RU|s e siberia|s russia|s russia turkestan|s siberia|s w siberia|sachlin i|saghalien|saghalien i|sakhalin
    RU|sea of japan far east of russia|sib|siberia|siberia russia|so russia|so russian altai|so siberia|south russia
    RU|southern russia|southern ural russia|the great peter gulf the sea of japan russia|venaja ru|w russia
    RU|w siberia|west russia|west siberia|white sea|россия
    RW|brit ruanda|brit ruandi|n e ruanda|rawanda|republic of rwanda|ruanda|rwa|rwanda|rwanda nord
    RW|rwanda prafecture de gisenyi
    SA|arabia saudita|arabie saoudite|kingdom of saudi arabia|s arabia|sau|saudi arab|saudi arabia
    SA|saudi arabia arabia|saudia arabia|saudiarabia
    SB|archipel des salomon|bougainville|bougainville islands|br solomon is|british solomon islands|e solomon is
    SB|guadalcanal|ile salomon|iles salomon|islas salomon|malaita|n of solomon is|new georgia|probably solomon is
    SB|reef i|russell islands|s solomon is|salomon|salomon i|salomon iles|salomon islands|shortland ids|shortland is
    SB|slb|sol|solo|soloman islands|solomen is|solomon|solomon i|solomon id|solomon ids|solomon is|solomon isl
    SB|solomon island s|solomon islands|solomon islands new georgia group|solomon iss|solomon s|solomon s i|solomons
    SB|terr of n guinea solomon islands|w ofsolomon is
    SC|aldabra|aldabra atoll|aldabra atoll indian ocean|aldabra i|aldabra is|aldabra island|aldabra islands
    SC|aldabrar is|amirantes|archipel des seychelles|cosmoledo is|cosmoledo islands|farquhar group|farquhar islands
    SC|iles seychelles|marianne i|marianne i s|marianne is|n marianne is|near seychelles is|republic of seychelles
    SC|republique des seychelles|saychelles is|sey|seychellas|seychelle i|seychelle ids|seychelle is
    SC|seychelle islands|seychelle s|seychelles|seychelles i|seychelles indian ocean|seychelles is
    SC|seychelles islands|seychelles isles|seychelles isls|seychelles republic|seychelles w indian ocean
    SC|seychelles west indian ocean|syc|sychelles is|w indian ocean seychelles
    SD|a e sudan|el fau sudan|el obeid sudan|feefs of sawakin red sea|fr w africa sudan|khartoum sudan|khartum
    SD|kosti sudan|northern sudan|port sudan|republic of sudan|republic of the sudan|republica de sudan|s khartum
    SD|sdn|soedan|soudan|soudan est|soudan et soudan fulani|soudan fulani|soudan kordofan|soudan ragion de lest
    SD|soudan sudan|sudan|sudan n|sudan s w|sudan southern|tendelti sudan|upper nubia
    SE|arebro sweden|astersund sweden|astorp sweden|boras sweden|danderyd sweden|e sweden|gateborg sweden
    SE|gavle sweden|gotland|halmstad sweden|huddinge sweden|jankaping sweden|kalmar sweden|karlskrona sweden
    SE|karlstad sweden|lankaping sweden|lund sweden|malma sweden|malmo sweden|malndal sweden|n sweden
    SE|near nordmalung sweden|orebro sweden|ruotsi se|s e sweden|s sweden|s w sweden|skavde sweden|skovde sweden
    SE|south sweden|stockholm sweden|suecia|suede|suede sweden zweden|sundsvall sweden|sverige|swe|sweden
    SE|swedish lapland|swedish lapland sweden|swedon|uddevalla sweden|umea sweden|uppsala sweden|valberg sweden
    SE|vasteras sweden|vaxja sweden|zweden
    SG|malay peninsula singapore|malaya singapore i|probably singapore|sgp|sin|sing|singapore|singapore i
    SG|singapore malaya|singapour|singapur|singapura
    SH|gough|gough i|inaccesible island|inaccessible i|inaccessible island|near tristan cunha|nightingale island
    SH|off tristan da cunha island|off tristan da cunha isle|saint helena
    SH|saint helena ascension and tristan da cunha|saint helena island|saint helena south atlantic ocean
    SH|sainte helene ascension et tristan da cunha|sainte helene i|santa helena|shn|st helena
    SH|st helena ascension and tristan da cunha|st helena i|st helena island|st helena s atlantic
    SH|st helena south atlantic ocean|tristan da cunha|tristan da cunha i|tristan da cunha island
    SH|tristan da cunha islands|tristan da cunha st helana|tristan de cunha|tristan de cunha island
    SH|tristanda cunha is
    SI|cernika|eslovenia|ljubljana slovenia|skocjauske jame|slovenia|slovenia yugoslavia|slovenie|svn
    SJ|jan mayen|n w spitzbergen|sjm|spetsbergen|spitsbergen|spitzberg i|spitzbergen|spitzbergen svalbard|svalbard
    SJ|svalbard amp jan mayen islands|svalbard and jan mayen|svalbard and jan mayen islands
    SJ|svalbard archipelago norway|svalbard et ile jan mayen|svalbard jan mayen islands|svalbard norway
    SJ|svalbard y jan mayen
    SK|central slovakia|eslovaquia|little carpathians|slovacia|slovak republic|slovakia|slovaquie|slovensko|svk
    SL|peninsula of sierra leone|probably sierra leone but uncertain|republic of sierra leone|s e sierra leone
    SL|s e sierre leone|s leone|sierra leon|sierra leona|sierra leone|sierra leone penin|sierra leone peninsula
    SL|sierra leone ragion de la karina|sierra leones|sierraleone|sierre leone|sle
    SM|saint marin|san marino|smr
    SN|camberene senegal|dakar bel air senegal|kaolack senegal|north kaolack senegal|northern senegal
    SN|republic of senegal|rufisque near dakar senegal|sanagal|sanagal fulani|sanagal ouolof
    SN|sanagal peuple peul de la ragion du sine salum|sanagal ragion de thies peuple des sarares safan
    SN|sanagal ragion entre les villes kadougou et yukunkun|sanagal toute la zone a partir du nord sanagal|sen
    SN|senagal|senegal|senegal casamance|senegal colony|senegal e|senegal n|senegal n w africa|senegal oriental
    SN|senegal possible|sengal|south kaolack senegal|w ern senegal col|w ern senegal colony|w of french senegal
    SN|w senegal|w senegal colony|west africa senegal|west senegal|western senegal|western senegal colony
    SO|br somaliland|brit somalailand|brit somaliland|british somaliland|british somililand|e of somaliland
    SO|fr somaliland|italian somaliland|italian somililand|n e british somaliland|n somaliland|n w somaliland
    SO|north somaliland|nr somaliland|republic of somalia|s somaliland|som|somali|somali republic|somali west africa
    SO|somalia|somalia french somaliland|somalia ft|somalie|somaliland|somaliland british|somaliland somalia
    SO|somililand|somliland|southern somalia|w brit somali|w somaliland|western italian somaliland
    SR|d guiana|d guiana interior of surinam|d guiana sur|d guiana surinam|du guiana|dutch guiana
    SR|dutch guiana interior of surinam|dutch guiana surinam|int dutch guiana|inter d guiana|interior d guiana
    SR|interior d guiana surinam|interior of d guiana|interior of d guiana surinam|interior of surinam d guiana
    SR|probablement du surinam|savannah of d guiana surinam|sr cf|sur|suri|surina|surinam|surinam d guiana
    SR|surinam offshore|surinam probably|suriname|suriname dutch guiana|surinamee|surinan
    SS|soudan du sud|south sudan|ssd|sudan del sud
    ST|n end of san thome|n end of san thome is|n end of san tome is|north end of san tome|principe i|principe is
    ST|principe island|republique democratique de sao tome et principe|s thome|san thome|san thome i
    ST|san thome i angolares gulf of guinea|san thome i gulf of guinea|san thome i roca laura gulf of guinea
    ST|san thome is|san tome|san tome is|santo tome y principe|sao thome|sao tom principe|sao tome
    ST|sao tome and principe|sao tome e principe|sao tome et principe|sao tome i|sao tome principe|sao tome prn
    ST|saotomeandprincipe|south end of san tome is|south end san thome|south end san thome is|south end san tome is
    ST|stome e principe|stp
    SV|el salvador|el salvadore|el salvadpr|el salvodor|el savador|elsa|elsal|elsalvador|elsalvator
    SV|republic of el salvador|slv
    SX|saint maarten|saint martin partie neerlandaise|sint maarten|sxm
    SY|east central syria|n syria|north central syria|northern syria|nw syria|republique arabe syrienne|siria
    SY|southern syria|syr|syria|syrian arab republic|syrian desert|syrianarabrepublic|syrie
    SY|syrienne republique arabe
    SZ|suazilandia|swaz|swaziland|swz
    TC|british west indies turks caicos islands|caicos|caicos is|caicos islands|iles turks et caicos
    TC|islas turcas y caicos|south caicos|tca|turks and caicos|turks and caicos british west indies
    TC|turks and caicos ids|turks and caicos ilands|turks and caicos is|turks and caicos islands
    TC|turks and ciacos ids|turks caicos|turks caicos british west|turks caicos is|turks caicos island s
    TC|turks caicos islands|turks et caicos iles|turks island|turks islands|west caicos
    TD|chad|republica de chad|tcd|tchad|tchad pays sar|txad
    TF|atf|crozet i|crozet is|crozet island|crozet islands|french southern and antarctic lands
    TF|french southern and antarctic territories|french southern territories|glorioso island|glorioso islands
    TF|ile europa|iles crozet|iles glorieuses|iles kerguelen|juan de nova island|kerguelen|kerguelen i|kerguelen id
    TF|kerguelen is|kerguelen island|kerguelen islands|kerguelen islands france|kerguelen isle|kerguelin islands
    TF|kerguellan is|kerguellen i|st paul island indian ocean|taaf|terres australes et antarctiques francaises
    TF|terres australes francaises|territoire des terres australes et antarctiques francaises
    TF|territorios australes franceses|territory of the french southern and antarctic lands
    TG|tgo|togo|togo probable|togoland
    TH|c siam|centr siam|central thailand|e coast of siam|e siam|eastern thailand|frontier of siam|ghailand
    TH|kingdom of thailand|malay penin siam|malaya thailand|n siam|n thailand|n w siam|ne thailand|north siam|p siam
    TH|p siam peninsular|peninsular siam|peninsular thailand|prathet thai|probably thailand|s e siam|s thailand
    TH|s w siam|se siam|se thailand|siam|siam malay peninsula|siam n|siam pen|siam se|siam thailand
    TH|siamese malay pen|siamese malay peninsula|siamese malaya|siamese penins|similan islands
    TH|south thailand malaysia peninsula|southern thailand|syd siam|tailandia|tha|thaaland|thai|thailand
    TH|thailand central|thailand french indo china|thailand ne|thailand prob|thailand probably|thailand siam
    TH|thailande|thailland|thaliand|ubon ratchathani thailand
    TJ|tadjikistan|tadjikstan|tadjssr|tadzhik|tadzhikistan|tadzhiskistan|tadzikstan|tajikistan|tayikistan|tjk
    TK|tkl|tokelau|tokelau group|tokelau grp|tokelau is|tokelau islands
    TL|democratic republic of timor leste|east timor|east timor timor leste|timor este|timor leste
    TL|timor leste e timor|timor oriental|tls
    TM|tkm|turkmenia|turkmenist|turkmenistan|turkmenistan ssr|turkmeniya
    TN|centr tunis|e tunesia|n e of tunis|n of tunis|n tunesia|n tunis|n tunisia|n w tunis|n w tunisia|near tunis
    TN|no tunis|s e tunis|s tunis|s tunisia|s w tunis|so tunis|tun|tunesia|tunez|tunis|tunisea|tunisia
    TN|tunisia extreme s|tunisian republic|tunisie|tunusia|turnisia
    TO|archipel des tonga|iles tonga|kingdom of tonga|presumed tonga|royaume de tonga|royaume des tonga|ton|tong
    TO|tonga|tonga friendly is|tonga group|tonga grp|tonga i|tonga i s|tonga is|tonga island|tonga islands|tonga iss
    TO|tonga tongatapu|tongan group|tongas
    TR|asia minor turkey|asiatic turkey|bosphorus|east turkey|eastern turkey|ephesus turkey|n turkey
    TR|republic of turkey|republic of turkiye|seturkey|trebizond|tur|turchia|turkey|turkey e|turkey europe
    TR|turkey north|turkey s|turkey turkiye|turkiye|turquia|turquie|turquie septentrionale
    TT|b w i trinidad|br w indies tobago|br w indies tobago i|br west indies tobago|brit w indies tobago
    TT|brit w indies tobago i|brit w indies tobago is|brit w indies tobago island|brit w indies trinidad|bwi tobago
    TT|bwi trinidad|likely trinidad|probably trinidad|republic of trinidad and tobago|republic trinidad and tobago
    TT|s trinidad|s trinidad i|so trinidad|sw trinidad|t t|tabago|taboga|tobago|tobago brit w indies
    TT|tobago brit west indies|tobago i|tobago is|tobago island|tobago isle|tri|trin|trinadad and tobago
    TT|trindad and tobago|trindad tobago|trindad trinida and tobago|trindade and martin vas|trinida|trinidad
    TT|trinidad adn tobago|trinidad amp tobago|trinidad and tobago|trinidad and tobago tobago
    TT|trinidad and tobago trinidad|trinidad b w i|trinidad british west indies|trinidad et tobago|trinidad i
    TT|trinidad is|trinidad or tobago|trinidad s a|trinidad south|trinidad tabago|trinidad tob|trinidad tobago
    TT|trinidad west indies|trinidad y tobago|trinidadandtobago|trinidadtobago|trinite et tobago|tto|w i trinidad
    TT|w indies tobago i|w indies tobago is|w indies tobago island|w indies trinidad|west indies tobago
    TT|west indies tobago i|west indies tobago island|west indies trinidad|wi trinidad tobago
    TV|ellice is|ellice islands|tuv|tuvalu|tuvalu ellice is
    TW|c formosa|cent formosa|cent formosa is|central formosa|central taiwan|chinese taipei|form|formosa|formosa is
    TW|formosa taiwan|formosa taiwan central|formosa tawain|from kuishan island of taiwan|hualien co
    TW|japan cent formosa|japan centr formosa|japan formosa|japan n formosa|japan s formosa|japan s w formosa
    TW|n formosa|n formosa is|nantou co|north formosa|northwestern taiwan|pescadore is|pingtung taiwan
    TW|probably formosa|s formosa|s w formosa|south formosa|taawan|tai|taipei|taipei city|taipei co|taiw|taiwan
    TW|taiwan formosa|taiwan formose|taiwan province de chine|taiwan province of china|taiwan r o c
    TW|taiwanprovinceofchina|twn|western taiwan
    TZ|afrika tanganyika land|brit east africa tanzania|british east africa tanzania|daressalaam
    TZ|east africa tanganyika|ipande|kilimanjaro|kilimanjaro district|latham i|latham island|n e tanzania
    TZ|n tang terr|n tanganyika t|n tanganyika terr|n tanzania|northern tanganyika|northern tanzania|pemba is
    TZ|republique unie de tanzanie|rimgwe|rungue|rungwe|rungwe mission|s e tanganyika|s tanganyika|sansibar
    TZ|shinyanga|tan|tanazania|tang ter|tang terr|tangan territory|tangangika terr|tangangika territory
    TZ|tanganika terr|tanganyika|tanganyika tanzania|tanganyika tanzania africa|tanganyika ter|tanganyika terr
    TZ|tanganyika territory|tanganyka terr|tanguinyika|tansania|tanz|tanzania|tanzania captive
    TZ|tanzania tanganyika territory|tanzania united republic of|tanzaniaunitedrepublicof|tanzanie
    TZ|tanzanie arusha kilimandjaro|tanzanie chagga|tanzanie de lest|tanzanie haya|tanzanie iwambimbeya district
    TZ|tanzanie mambamoshi district|tanzanie marangu district|tanzanie marangu moshi district
    TZ|tanzanie marangumoshi district|tanzanie masai|tanzanie mbarali district|tanzanie mbeya district
    TZ|tanzanie mbozi district|tanzanie moshi district|tanzanie moshi rural district
    TZ|tanzanie moshi sanja juuhai dist|tanzanie mwikamoshi district|tanzanie pays du simanjiro
    TZ|tanzanie republique unie de|tanzanie rujawambarali district|tanzanie rujewambarali
    TZ|tanzanie rujewambarali district|tanzanie saja juu moshi district|tanzanie samya juu hai district
    TZ|tanzanie sanja juu district|tanzanie sanja juu hai district|tanzanie sanya juu district
    TZ|tanzanie sanya juu hai district|tanzanie senya juu hai district|tanzanie urumoshi district
    TZ|tanzanie west kilimanjaro|tanzaniemasai chagga sukuma|tanznia|tnazania|tukuyu|tukyu|tza
    TZ|united republic of tanzania|zansibar|zansibar insel|zanzibar|zanzibar insel|zanzibar sea level
    UA|crimea|sivash lake crimea ukraine|ucrania|ukr|ukra|ukraine|ukranian ssr|украина
    UG|be africa uganda|haima bunyoro north uganda|n uganda|n w uganda|near mombasa uganda|ouganda
    UG|ouganda ragion du parc de bwindi|republic of uganda|s w boundary of uganda|s w uganda|soroti
    UG|south west uganda|sw uganda|toro uganda|uga|uganad|ugand|uganda|uganda africa|uganda colony
    UG|uganda east africa|uganda iteso|uganda so|unyoro|uuganda|w uganda
    UM|howland is|howland island|howlandbaker isl|iles mineures eloignees des etats unis
    UM|islas ultramarinas de estados|jarvis is|jarvis island|johnston atoll|johnston i|johnston id|johnston is
    UM|johnston island|johnston island atol|kingman reef|midway|midway atoll united states minor outlying islands
    UM|midway i|midway is|midway island|midway islands|navassa|navassa id|navassa is|navassa island|navassa island s
    UM|pac is tr tr|palmyra atoll|palmyra island|palmyra islands|the united states midway atoll usa
    UM|u s minor outlying islands|umi|united states minor outlying islands|us administered islands|us minor is
    UM|us misc pac|usadministered islands in the central pacific|wake|wake atoll|wake i|wake id|wake island
    UM|wake island united states minor outlying islands|wake islands
    US|ak|alabama|alabama usa|alaska|alaska bearing sea|alaska u s a|alaska usa|aleutian is|aleutian isl
    US|aleutian islands|alexander arch|america u s a|appalachicola bay tallahassee|arizona|arizona usa|arkansas
    US|arkansas usa|atlanta usa|atlantic states|augusta usa|baltimore usa|barrow alaska|bath kentucky united states
    US|belle glade florida usa|berkeley california usa|berkeley usa|bethlehem usa|blacksburg usa
    US|bonneville dam columbia river washington usa|boston massachusetts usa|buffalo new york usa|buffalo zoo
    US|cache valley logan utah usa|california|california usa|captive in usa|captive reared in usa
    US|central crops research station clayton north carolina usa|cerro gordo iowa united states
    US|chesapeake bay maryland usa|chicago usa|cincinnati usa|clarke reservation new york usa|cleveland usa|colorado
    US|colorado springs colorado usa|colorado usa|conn|connecticut usa|coos country oregon usa|cortez bank
    US|cortez banks|crandon park zoo|crystal lake illinois usa|ct|cuyahoga ohio united states|dallas usa|davis
    US|davis california usa|death valley california usa|delaware|district of columbia washington d c|durham usa
    US|e u a|e u s a|e united states|eastern united states|eastern united states u s a|eastern us|eldorado
    US|emigration canyon salt lake city utah usa|estados unidos|estados unidos da america|estados unidos de america
    US|estadosunidosdaamerica|estats units d america|estill kentucky united states|etats unis|etats unis d amerique
    US|fauquier county virginia usa|florida|florida everglades usa|florida straits|florida usa
    US|franklin city chesapeake bay usa|franklin ohio united states|freehold new yersey usa
    US|fresno county california usa|ftvalley usa|georgia atlanta usa|georgia usa|great bay estuary
    US|great salt lake utah usa|griffin usa|gulf of alaska|hawaa|hawaii|hawaii i|hawaii is|hawaii isles|hawaii usa
    US|hawaiian ids|hawaiian is|hawaiian isl|hawaiian islands|hawaiian isles|hendry florida united states
    US|honolulu hawaii usa|hot creek hatchery bishop california|ia|idaho|idaho usa|illinois usa|indiana
    US|indiana united states|iowa|iowa usa|ithaca usa|jacksonville zoo|kanakakai hawaii usa|kansas|kansas usa
    US|kentucky|kentucky usa|kotzebue sound|ks|kula hawaii usa|la jolla california usa|lake mendota madison usa
    US|lake sodon|laysan|laysan i|laysan island|laysan islands|leadburghatchery oregon usa|lincoln nebraska usa
    US|logan utah usa|long island usa|los angeles usa|louisiana|louisiana usa|main hawaiian islands|maine|maryland
    US|maryland usa|massachusetts|massachusetts georgia usa|massachusetts usa|maui hawaii usa|michigan|michigan usa
    US|milford connecticut usa|minneapolis usa|minnesota|minnesota usa
    US|minter creek fish hatchery washington state usa|mississipi river usa|missouri|missouri usa
    US|mojave desert rosamond california usa|molokai hawaii usa|montana usa|monterey county california usa
    US|murray oklahoma united states|n america s e of u s a|n america u s a|n carolina|n e u s a|n j
    US|n of hawaiian is|n w america u s a|napa|nashville usa|near hale center texas usa|near hudson new york usa
    US|near syracuse new york usa|nebraska|nebraska usa|neches|nevada|new hampshire|new hampshire usa|new haven usa
    US|new jersey|new jersey usa|new mexico|new mexico usa|new york|new york united states|new york usa|nj|nm|nome
    US|north america u s a|north carolina|north carolina usa|north dakota united states|north dakota usa
    US|north eastern u s|north west america u s a|northeastern united states|northern united states u s a
    US|northern virginia usa|northwestern hawaiian islands|nouveau mexique|nv|ny
    US|nymph creek yellowstone national park usa|oahu hawaii|oahu hawaii usa|off coast oahu hawaii usa
    US|off coast of hawaii usa|off coast of oahu hawaii usa|off laysan isle|off the coast of northern california usa
    US|off the immediate coast of oahu hawaii usa|oh|ohio|ohio united states|ohio usa|ok|oklahoma|oklahoma territory
    US|oklahoma usa|oneida lake new york usa|or|ore|oregon|oregon usa|orinda california usa
    US|oswego county new york usa|otego|pennsylvania|pennsylvania state university usa|pennsylvania usa|pinellas co
    US|plants of usa|platte river fish hatchery michigan usa|port hueneme usa|port orchard washington usa
    US|potomac river usa|presumed usa|pribilof islands|prince george s|prince of wales island
    US|probablement etats unis|probably u s a south|probably usa|raised died in captivity at no illinois university
    US|resurrection bay near seward alaska|rhode island|rhode island usa|s w u s a|salton sea california usa
    US|sandy hook i|sangamon illinois united states|santa carolina|sapelo island georgia usa|se united states
    US|seattle usa|see comments united states|shelikof strait|shumagin is|snake river washington state usa
    US|south carolina|south carolina united states|south carolina usa|south dakota usa|southeastern us
    US|southern states|southern united states|southern us|southwest us|southwestern us|southwestern usa
    US|spirit lake washington usa|st louis usa|stanislaus county california usa|stlouis usa|storrs conn usa
    US|tennessee united states|tennessee usa|texas|texas usa|tifton usa|tioga pennsylvania united states|truro usa
    US|tx|u s|u s a|u s a north atlantic ocean|u s a pacific ocean|u s america u s a|uas|united|united sta
    US|united sta united states|united state|united states|united states alaska|united states america
    US|united states capitivity|united states captivity|united states central eastern|united states eastern
    US|united states hawaii|united states illinois mclean county|united states in captivity|united states of ameirca
    US|united states of america|united states of america etats unis u s a|united states of america u s a
    US|united states of america usa verenigde staten etats unis|united states of amerika|united states see comments
    US|united states u s a|united states west coast|united states western|unitedstates|unites states
    US|university lake baton rouge usa|university of washington hatchery usa|university of wisconsin usa
    US|unted states captivity|untied states|urbana illinois usa|us al|us along river trail|us ga|us mn|us va|usa
    US|usa al|usa by inferen|usa by inference|usa by inferenence|usa ca|usa except alaska hawaii|usa in|usa mi
    US|usa mo|usa prob|usa probably|usa wa|usda|ut|utah|utah usa|vermilion illinois united states|vermont usa
    US|vinton ohio united states|virginia|virginia united states|virginia usa|w u s a|warren ohio united states
    US|washington|washington dc usa|washington indiana united states|washington state usa|washington usa
    US|west virginia|western u s|western u s a|western united states u s a|western us|wi|wisconsin|wisconsin usa
    US|woods hole massachusetts usa|wy|wyoming|yellowstone national park wyoming usa|yellowstone park usa|yolo
    UY|northern uruguay|oriental republic of uruguay|probablement uruguay|rep del uruguay|republica del uruguay
    UY|s america uruguay|southern uruguay|uraguay|urug|uruguai|uruguay|ury
    UZ|bokhara|buchara|kokand|ouzbekistan|s w of bokhara|samarkand|south uzbekistan|southern uzbekistan
    UZ|turkestan uzbekistan|usbekistan|uzb|uzbek|uzbekistan|uzbekistan ssr
    VA|ciudad del vaticano|holy see|saint siege|saint siege etat de la cite du vatican|vat|vatican|vatican city
    VA|vatican city holy see
    VC|b w indies st vincent|brit w indies bequia is|brit w indies st vincent i|brit w indies st vincent is
    VC|east coast of st vincent b w i|grenada grenadines|grenadine islands|grenadines|grenadines b w i
    VC|grenadines british west indies|leeward coast of st vincent b w i|lesser antilles saint vincent
    VC|lesser antilles st vincent|northeast coast of st vincent b w i|northern grenadines b w i
    VC|northwest coast of st vincent b w i|saint vincent|saint vincent amp the grenadines|saint vincent and the
    VC|saint vincent and the grenadines|saint vincent et les grenadines|saint vincent island
    VC|saint vincent st vincent and the grenadines|saint vincent the grenadines|saint vincentgrenadines
    VC|san vicente y|south coast of st vincent b w i|south end of st vincent b w i|southern st vincent b w i
    VC|st vicent amp the gren|st vin amp the grenadines|st vincent|st vincent amp the gren|st vincent amp the grenad
    VC|st vincent and the|st vincent and the gren|st vincent and the grenadines
    VC|st vincent and the grenadines st vincent|st vincent b w i|st vincent grenadines|st vincent island
    VC|st vincent islands|st vincent the grenadines|st vincent the grendines|st vincent west indies|stvincent
    VC|stvincent and the|union is|vct|w indies st vincent i|w indies st vincent island
    VC|west coast of st vincent b w i|west indies st vincent i|windward coast of st vincent b w i
    VE|andes of venez|andes of venezuela|andes of venezuela merida|bolivarian republic of venezuela
    VE|coast of venezuela|eastern venezuela|gulf of venezuela|lac maracaibo|merida venezuela|mts of venezuela
    VE|n coast m ts venezuela|n coast mts venezuela|n coast of venezuela|n e coast venezuela|n ven|n venezuela
    VE|n w venezuela|near venezuela|north of venezuela|north venezuela|northern venezuela|nw venezuela|off venezuela
    VE|orinoco river region venezuela|paraquana|republique bolivarienne du venezuela|v enezuela|ven|vene|venecuela
    VE|veneguela|venez|venezela|venezeula|venezuala|venezuela|venezuela bolivarian republic of
    VE|venezuela n coast m ts|venezuela n coast mt|venezuela n coast mts|venezuela republique bolivarienne du
    VE|venezuela s a|venezuela west indies|venezuella|venzuela|venzueley|w indies blanquilla i|w indies testigos i
    VE|w indies testigos isles|w venezuela|west indies blanquilla i|west indies testigos is
    VG|br virgin ids|br virgin is|british virgin id|british virgin ids|british virgin is|british virgin island s
    VG|british virgin islands|british virgin islands british|british virgin isls|british vrigin ids|bvi|guana bvi
    VG|guana island|iles vierges britanniques|islas virgenes britanicas|peter island bvi|tortola island|vgb
    VG|virgin gorda|virgin ids british|virgin is brit|virgin islands british|virgin islands u k|virgin islands uk
    VI|d w i danish west indies|danish west indies|iles vierges des etats unis|islas virgenes estadounidenses
    VI|saint croix u s virgin islands|saint thomas|saint thomas u s virgin islands|u s virgin island s
    VI|u s virgin islands|u s virgin isls|united states virgin islands|us virgin ids|us virgin is|us virgin island s
    VI|us virgin islands|usvi|usvirgin islands|vir|virgin is u s|virgin islands of the united states
    VI|virgin islands st thomas|virgin islands u s|virgin islands us|virgin islands usa|w indies st thomas i
    VI|west indiessaintthomas
    VN|binh thanh vietnam|cochin china|n e venezuela|nhatrand vietnam|north veitnam|north vietnam|presumed vietnam
    VN|republic of vietnam rvn|s annam|socialist republic of vietnam|south vietnam|tonkin|vie|viet|viet nam|vietman
    VN|vietnam|vietnam south|vnm
    VU|archipel du vanuatu|banks gr|banks group|n hebrides|new hebrides|new hebrides group|new hebrides is
    VU|new hebrides vanuatu|new hebrids|new herbrides|new hibrides|newhebride|nhebriden|nouvelles hebrides
    VU|republique de vanuatu|republique du vanuatu|southern n hebrides|southern new hebrides|torres islands|vanuata
    VU|vanuatu|vanuatu new hebrides|vanuatu newhebrides|vanuatu republic of|vanuatunew hebrides|vanutau|vut
    WF|f illeg tuna i|fotuna i|futuna|futuna i|wallis and futuna|wallis and futuna islands|wallis et futuna
    WF|wallis fut i|wallis futuna|wallis i|wallis y futuna|wlf
    WS|british samoa|independent state of samoa|presumed western samoa|samoa|samoa independent state of|w samoa
    WS|west samoa|western samoa|western samoa pacific ocean|western somoa|wsm
    XK|kosovo
    XZ|international waters
    YE|abdal kuri i|aden|aden now yemen|democratic yemen|e sokotra i|socotra|socotra i|socotra is|socotra island
    YE|sokotia i|sokotra i|south yemen|syemen|yem|yeman|yemen|yemen aden|yemen arab republic|yemen arabia
    YE|yemen northsouth|yemen s|yemen south|yemen southern yemen|yemen then aden
    YT|mayotte|myt
    ZA|africa kwazulu|afrique australe|afrique du sud|afrique du sud bantu|afrique du sud basutoland sotho
    ZA|afrique du sud lobedu|afrique du sud mfengu|afrique du sud mpondozulu lala|afrique du sud pays venda
    ZA|afrique du sud sotho|afrique du sud sotho du basutoland|afrique du sud sotho lobedu zulu
    ZA|afrique du sud sotho nguni|afrique du sud swazilandswati|afrique du sud transvaal oriental
    ZA|afrique du sud xhosa|afrique du sud xhosa et mfengu|afrique du sud zulu|afrique du sud zulu kwena
    ZA|afrique du sud zulu swati|afrique sud|alberton south africa|belfast eastern transvaal south africa
    ZA|br s africa|brit south africa|british bechuanaland|c p s a|cape colony|cape province|centr br s africa
    ZA|e transvaal|eastern cape|harding kwazulunatal south africa|langkloof eastern cape south africa|marion island
    ZA|n e transvaal|n transvaal|natal|natal province|o f s africa|off cape town south africa|orange f state
    ZA|orange free st|orange free state|orange r colony|piet retief mpumalanga south africa
    ZA|pietermaritzburg kwazulunatal south africa|possibly south africa|pretoria|pretoria south africa
    ZA|r s a south africa|rep of s africa|rep of south africa|rep south africa|republic of s africa
    ZA|republic of south africa|republique d afrique du sud|republique sud africaine
    ZA|roodeplaat pretoria south africa|royaume des zoulous|s afr|s africa|s africa cape colony
    ZA|s africa south africa|s africa transvaal|s african republic|so africa|soa|south afica|south africa
    ZA|south africa or natal|south africa suid afrika|south africa w o|south africa zululand|south african
    ZA|south african seas|south afrika|south arfica|southafrica|sud africa republica de|sudafrica
    ZA|swartkoppies transvaal south africa|transvaal|transvaal province|tzaneen northern province south africa
    ZA|union of s africa|union of south africa|union sud africaine|w of south africa|zaf|zoutpansberg|zulu land
    ZA|zululand
    ZM|barotseland|m r barotseland|n r barotseland|nr barotseland|portugese zambia|republic of zambia
    ZM|rhodesia zambia|west zambia|zam|zamb|zambia|zambia ft|zambia n rhodesia|zambia northern
    ZM|zambia northern rhodesia|zambie|zmb
    ZW|africa zimbabwe|afrique du sud zimbabwe ndebele|n e rhodesia|n rhod esia|n rhodesia|n w rhodesia
    ZW|north rhodesia|northern rhodesia|republic of zimbabwe|rhodesia|rhodesia se|rhodesia south|rhodesia zimbabwe
    ZW|rhodesie|rodesia|s rhodesia|s rhodiesia|simbabwe republik|so rhodesia|south rhodesia|southern rhodesia
    ZW|southern rodesia|srodesia|w northern rhodesia|zim|zimbabue|zimbabwe|zimbabwe rhodesia
    ZW|zimbabwe southern rhodesia|zwe
    ZZ|a|abessinia|abessynia|abysinia|abyss|abyssiania|abyssimia|abyssinia|acores i|act|admiralty|admiralty i
    ZZ|admiralty is|adriatic|adriatic sea|adriatique|aegean islands region|aegean sea|afghanistan china ussr
    ZZ|afghanistan iran pakistan|afr|africa|africa by infe|africa by inference|africa central|africa e|africa east
    ZZ|africa europe|africa north|africa s e|africa sw|africa w|africa west|african countries|afrida|afrika k
    ZZ|afrique|afrique du nord|afrique occidentale|afrique orientale|afrx|ain|alaska panama bahamas
    ZZ|alaska to southern united states|alger marocco border|algeria morocco|algeria or tunis|algeria tunisia
    ZZ|algeria w morocco|algerie ou tunisie|all locality da|allemagne ou russie|amazon|amazon basin|amazon valley
    ZZ|amazons|amazons upper|amer|america|america pacific ocean|american samoa or samoa|amerika|amerique
    ZZ|amerique centrale|amerique centrale ou du sud|amerique du nord|amerique du sud|amerique meridionale
    ZZ|amerique septentrionale|amerique tropicale|amsterdam i|amsterdam island|anatolia|andaman isl|andaman sea
    ZZ|anglo e sudan|anglo egyptian sudan|anglo sudan|angola congo|angola namibia south africa|angola s leone
    ZZ|anirantz islands|annam|annan|ant|antarctic seas|antigua barbados expedition|antillas neerlandesas|antilles
    ZZ|antilles francaises|antilles neerlandaises|antx|arabia|arabia irag|arabian peninsula|arabian sea|arabie
    ZZ|arabie du sud|arafura sea|aralo caspia|archipelago|arctic|arctic america|arctic america to mexico
    ZZ|arctic coast|arctic ocean|arctic sea|arctic seas|aree is|argentina brazil|argentina brazil paraguay
    ZZ|argentina brazil uruguay|argentina chile|argentina or colombia|argentina or uraguay|argentina or uruguay
    ZZ|argentina uruguay|argentine chili|argentine guatemala|argentine ou uruguay|armenia azerbaijan georgia
    ZZ|armenia azerbaijan georgia russia|arrow i|ary is|ascension|ascension i|ascension id|ascension island
    ZZ|ascension islands|asia|asia by infere|asia by inference|asia by infererence|asia europe|asia minor|asia south
    ZZ|asia sw|asie|asie indo gangetique|asien|asix|assassi|assumption|at sea off n africa|atlantic|atlantic islands
    ZZ|atlantic o|atlantic ocean|atlantic or south indian ocean|augustus i|aus aa|aus hi|aus mi|aus ni|aust
    ZZ|aust hungary|aust new guinea|austr|australia and melanesia|australia and new guinea
    ZZ|australia indonesia papua new guinea|australia new guinea|australia new zealand|australia tonga is
    ZZ|austria hungary|ausx|aves island|azerbaijan georgia russia|b africa|b bay of bengal|b c|b g|b w i|b w indies
    ZZ|b west indies|baker id|baker is|baker island|balkan states|baltic sea|baluchietan persia|baluchistan
    ZZ|baluchistan persia|baluchistan persian|baluchiston persia|bangladesh india|bangladesh india or nepal|banks is
    ZZ|barent s sea|barents sea|bay|bay of bengal|bear island|bearing sea|beaufort sea|belgian
    ZZ|belgian congo n rhodesia|belgian congo or angola|belgian congo or zaire|belgian ruanda|belgianruanda urundi
    ZZ|beluchistan|beng|bengal|bengale|benin ou guinee|benin ou togo|benin togo|bentam|bering sea|bering strait
    ZZ|bering straits|between greenland and jan mayen|between india and ceylon|between india and ceylon sri lanka
    ZZ|between mozambique brit cent africa|between new zealand and australia|bhutan china india nepal pakistan
    ZZ|bhutan india|bhutan india nepal pakistan|binungku i|black sea|black sea or caspian sea|blank|bodensee
    ZZ|bolivia brazil|bolivia or peru|bolivia peru|bolivie et perou|bolivie ou perou|bonvouloir
    ZZ|border botswana and south africa|border south africa and botswana|borneo|borneo brunei indonesia or malaysia
    ZZ|borneo brunei malaysia indonesia|borneo indonesia malayasia or brunei|borneo is|borneo m|borneo or singapore
    ZZ|borneo ou nord du sumatra deli|bosnia croatia macedonia serbia slovenia|botswana south africa
    ZZ|bourbon or reunion i|br e africa uganda|brazil argentina|brazil bolivia|brazil chile|brazil colombia
    ZZ|brazil colombia or venezuela|brazil ecuador|brazil erroneous mexico|brazil guiana|brazil guyana
    ZZ|brazil guyana french guiana surinam|brazil or argentina|brazil or bolivia|brazil or colombia|brazil or peru
    ZZ|brazil or surinam|brazil or west indies|brazil paraguay|brazil peru|brazil probably bolivia|brazil venezuela
    ZZ|bresil ou guyane|brit am|brit indies|brit isles|brit w indies dominica or sta lucia|brit west indies
    ZZ|british africa|british america|british baluchistan|british east africa kenya and tanzania
    ZZ|british east africa kenya or tanzania|british east africa kenya uganda tanzania|british guiana or brazil
    ZZ|british guiana venezuela|british isles|british malaya|british overseas territory|british territory
    ZZ|british west indies|brunei indonesia malaysia|bulgaria romania|bur|burkina faso cote d ivoire|burma india
    ZZ|burma malaysia singapore or thailand|burma malaysia thailand|burma yunnan frontier|buru|burundi et tanzanie
    ZZ|burundi rwanda|burundi tanzania zambia zaire|bwi|c america|c america or mexico|c and e south america|c p|c r
    ZZ|c s amer|c s america|cal|california mexico|cambodia laos vietnam|cambodia thailand vietnam|cambodia vietnam
    ZZ|cameroon cent african rep|cameroon cental african republic|cameroon central african rep|cameroon nigeria
    ZZ|cameroon or c a r|cameroon or liberia|campbell is|campbell island|canada and greenland|canada greenland
    ZZ|canada mex west indies|canada mexico w indies|canada or alaska|canada or united states|canada or usa
    ZZ|canada united states|canada usa|canal du mozambique|cap|cap erio|cape seas i e south african seas
    ZZ|cape verde chile|capt|captive|captive animal|captive bird|captive born|captive cincinnati zoo|captivity|car
    ZZ|caribbean|caribbean area|caribbean sea|caribbean sea island s|caroline i|caroline is|caroline island
    ZZ|caroline islands|caroline isls|carolines|carolines i|carriacou st vincent and the grenadines|carribean
    ZZ|carribean area|carribean sea|cashmere|caspia|caspian sea|caucacus|caucasia|caucasie|caucasus|caucusus
    ZZ|celebes sea|cenba illeg|cent congo|cent persia|cent pyrenees|cent sahara|centr persia|centra america
    ZZ|central africa|central america|central america northern south america|central and south america
    ZZ|central and southern america|central asia|central europe|central europe probably|central kalahari
    ZZ|central polynesia|central pyrenees|central region|central sahara|central south america|ceylon india
    ZZ|ceylon or india|ceylon or malaya|chad or somalia|channel is|channel isl|channel islands|channel islands uk
    ZZ|chechoslovakia|check|chi|chile argentina|chile or argentina|chile peru|chili chile or central america
    ZZ|chili ou perou|china india|china india pakistan|china kazakhstan mongolia russia|china mongolia
    ZZ|china mongolia russia|china or japan|china or malay|china sea|china seas|china w mongolia|chine ou japon
    ZZ|chine russie|chineesturkestan|chinese turkestan|chirique|chosen|christmas|christmas i|christmas id
    ZZ|christmas ile|christmas is|christmas island|chukchi sea|cnmi|coast of congo|coast of ger e africa|cocos
    ZZ|cocos i|cocos is|cocos isl|collectivite francaise|colom or ecua|colombia brazil|colombia ecuador
    ZZ|colombia or brazil|colombia or ecuador|colombia or panama|colombia panama|colombia venezuela
    ZZ|colombie venezuela|columbia ecuador|comalis|comoro is mayotte|comorros or gloriosa|con|congo|congo africa
    ZZ|congo border|congo burundi|congo francais|congo francais ou gabon|congo french vic|congo gabon|congo gaboon
    ZZ|congo or zambia|congo ou gabon|congo probable|congo rwanda|congo rwanda zaire|congo rwanda zimbabwe
    ZZ|congo to kenya|conteste guyane bresil|cor|coral sea|costa rica nicaragua|costa rica panama
    ZZ|cote d ivoire et guinee|cote d ivoire liberia|cou|country|country of origin unknown|courtown key|crc
    ZZ|crezcho slovakia|csfr|cuba in error|cuba or haiti|cuba trinidad and tobago|cyprus switzerland
    ZZ|czech republic germany poland|czech republic poland|czech republic slovakia|czecho slov|czecho slovakia
    ZZ|czechoslavakia|czechoslavakia germany poland|czechoslavia|czechoslovakia|czechozlovakia|czeckoslovaki
    ZZ|d east indies|d w i|d w india|d w indies|d west indies|davis strait|davis straits|dawson i|dead sea
    ZZ|democratic republic of congo rwanda|democratic republic of congo tanzania
    ZZ|democratic republic of the congo republic of congo rwanda|democratic republic of the congo rwanda
    ZZ|democratic republic of the congo tanzania|democratic republic of the congo uganda|denmark canada
    ZZ|departement francais|detroit de malacca|deutsch ost afrika|djibouti somalia|dominican republic haiti
    ZZ|dominican republic or haiti|dor|duplicate cast vp duplicate cast vp vp|duplicate cast vp duplicate cast vppu
    ZZ|dutch antilles|dutch austria|dutch east africa|dutch guiana venezuela|dutch w i|dutch w indies
    ZZ|dutch west indies|dwi|e afr|e africa|e africa somaliland possibly|e african coast|e arabia|e borneo
    ZZ|e canada united states panama|e caroline is|e centr new guinea|e central africa|e china korea|e congo
    ZZ|e congo republic|e i|e ind i|e indies|e mesopotamia|e north america|e of n borneo|e of n guinea|e persia
    ZZ|e persia baluchistan|e prussia|e turkestan|east africa|east africa kenya or tanzania
    ZZ|east africa kenya tanzania|east asia|east atlantic|east china sea|east congo|east indian islands|east indies
    ZZ|east of borneo|east persia|east prussia|east turkestan|eastern africa|eastern asia|eastern caribbean
    ZZ|eastern central atlantic|eastern central pacific|eastern congo|eastern europe|eastern himalayas
    ZZ|eastern north america|eastern pacific|eastern persia|eastern prussia|eastern tropical
    ZZ|eastern tropical america|ecuador colombia|ecuador n granada|ecuador or colombia|ecuador or peru|ecuador peru
    ZZ|ecuador venezuela|egypt or egy sudan|egypt or khartum|egypt or nubia|egypt palestine|egypt sudan
    ZZ|egyptian sudan|egyptiansudan|egyptien sudan|elevage|england or macedonia|england u k or germany or portugal
    ZZ|equat africa|equateur ou costa rica|equatorial africa|equatorial pacific|estonia latvia
    ZZ|estonia latvia lithuania|ethiopia eritrea|ethiopia kenya|ethiopian kenya border|euphrates|eurasia|eurasien
    ZZ|europa|europe|europe by infe|europe by inference|europe septentrionale|european|eurx|ex urss|extreme orient
    ZZ|f w africa|fed malay strait|federal republi|federated states of micronesia palau|fiji or west pacific
    ZZ|fiji tonga groups|finland or sweden|fishing banks|fletcher s ice island|flores|flores i|flores is
    ZZ|former u s s r|former ussr|formosa japan|formosa or philippines|fr congo|fr congo africa|fr equat africa
    ZZ|fr equatorial afr|fr equatorial africa|fr guiana or d guiana|fr indo china|fr w africa|fr w turkestan
    ZZ|fr west africa|fra fg|fra fs|fra nc|france netherlands|france or germany|france or spain|france spain
    ZZ|france suisse|franconesie|french africa|french congo|french eq africa|french equat africa
    ZZ|french equatorial africa|french guiana braz|french guiana brazil|french indo china|french indochina
    ZZ|french middle congo|french n w africa|french w africa|french west africa|french west indies|frg
    ZZ|from either atlantic or indian ocean|g e africa|g of guinea|gabon congo|gabon or liberia|gabon ou congo
    ZZ|gambia guinea senegal|gambia river|gambia senegal|gambier island|garna|gdr|ger africa|ger e afr|ger e africa
    ZZ|ger east africa|ger w africa|germ e africa|german africa|german e africa|german east africa|germany e prussia
    ZZ|germany or france|germany or poland|germany poland|ghana liberia|ghana togo|gilbert ellice is|golfe arabique
    ZZ|golfe d aden|golfe d alaska|golfe d alexandretta|golfe d aqaba|golfe d oman|golfe de bohai|golfe de burton
    ZZ|golfe de californie|golfe de carpentarie|golfe de gabes|golfe de gaete|golfe de gascogne|golfe de genes
    ZZ|golfe de guinee|golfe de l alaska|golfe de la patience|golfe de panama|golfe de smyrne|golfe de tadjoura
    ZZ|golfe de thessaloniki|golfe de tunis|golfe du bengale|golfe du benin|golfe du mexique|golfe du siam
    ZZ|golfe du tonkin|golfe evoikos|golfe evoikos du nord|golfe evoikos sud|golfe ibero marocain|golfe persique
    ZZ|grand namaquois|gre|greater antilles|green i|greenland canada|greenland or labrador|greenland sea
    ZZ|grenada or barbados|gt britain germany or unknown|guatemala mexico|guatemala mexico nicaragua
    ZZ|guatemala or panama or colombia|guatemala ou mexique|guatemala panama colombia|guiana brazil|guiana trinidad
    ZZ|guianas|gulf of aden|gulf of guinea|gulf of mexico|gulf of oman|gulf of panama|gulf of persia
    ZZ|gulf of thailand|guyana brazil|guyana venezuela|guyane bresil|guyane ou bresil|h t
    ZZ|haiti and dominican republic|haiti and panama|haiti dominican republic or cuba|haiti or dominican republic
    ZZ|high mnts of europe asia|high seas|highlands co|himalaya|himalayas|hispanicola|hispaniola|holarctic
    ZZ|holarctic region|holy land|honduras nicaragua|honduras or costa rica|honduras or mexico|hoopeh|horne is
    ZZ|hungary or france|hungary romania|hybrid|iberia|iberia by infe|iberia by inference|ifugan|ile christmas
    ZZ|ile de la melanesie|iles de la melanesie|iles des moluques|iles mariannes|iles samoa|iles vierges|illeg
    ZZ|illeg congo|illegible|ina|ina ij|ina ti|inagua|inconnu|indes|indes anglaises|indes neerlandaises
    ZZ|indes occidentales|indes occidentales danoises|indes orientales|indi|india asia|india bangladesh|india bengal
    ZZ|india bhutan|india british|india burma|india burma myanmar|india ceylon|india china|india e nepal
    ZZ|india east to japan|india iran|india lower burma|india myanmar|india n w ceylon|india nepal
    ZZ|india or australia|india or burma|india or china|india or sri lanka|india or tibet|india pakistan
    ZZ|india pakistan china|india pakistan nepal|india sri lanka|india upp burma|india upper burma|india w ceylon
    ZZ|india w nepal|indian|indian o|indian ocean|indian ocean is|indian ocean island s|indian or atlantic ocean
    ZZ|indian seas|indies|indigenous in western asia|indio pacific|indo|indo china|indo malaisie|indo malay
    ZZ|indo malay region|indo pacifique|indochina|indochine|indonesia malaysia|indonesia or malaya
    ZZ|indonesia or malaysia|indonesia or papua new guinea|ins|interior guiana|interior of guiana|iran iraq
    ZZ|iran iraq kuwait oman saudi arabia united arab emirates|iran or iraq|iran or ussr|iran pakistan|iran turquie
    ZZ|ireland iceland|ireland northern ireland|irish sea|is pifore|isla de navidad|islands of ecuador peru chile
    ZZ|isle of pines|israel jordan|israel jordan palestine|israel lebanon syria turkey|israel or jordon
    ZZ|israel palestine|italian abyssinia|italy north africa|jamaica puerto rico|japan korea|japan or china
    ZZ|japan prop taiwan|japan russia|japan sea|japan taiwan|japanr p china|java sea|jordan palestine
    ZZ|juan de fuca strait|jugoslavia|k c|kashmir|kauli|kazakhstan kyrgyzstan|kazakhstan russia
    ZZ|kazakhstan turkmenistan|kenya or tanzania|kenya or uganda|kenya tanzania uganda|kenya tanzania zanzibar
    ZZ|kenya uganda|khor obhour|kio i|kitira|kongo|korea formosa|kunk|kurdestan|kurdistan|kyrgystan uzbekistan|l a
    ZZ|l america|la reunion ou madagascar|lab|lab born|lab born hybrid|lab cross ljj x a texanum|lac huleh
    ZZ|lac isabal|lac leman|lac parino|lac tanganyika|lac titicaca|lac victoria|ladrone islands|ladrones|lafayette
    ZZ|laos cambodia vietnam|laos chinois|laos siamois|lapla nd|lapland|laponie|lappland|las rolas|latin america
    ZZ|lebanon syria|leeward islands|lesser antilles|lesser antillies|levant|liberia cameroon|liberia cote d ivoire
    ZZ|liberia or sierra leone|line i|line is|line island|line island s|line islands|lines|lir|livland
    ZZ|locailty unknown|locality data u|locality data unknown|locality data unkown|locality not known
    ZZ|locality unknow|locality unknown|low congo|low country new guinea|lower congo|m|madagascar aldabra
    ZZ|madagascar mauritius|mal pen|mala|malacca or borneo|malacca or moluccas|malacca strait|malacco
    ZZ|malawi mozambique tanzania|malay|malay archipelago|malay archipeligo|malay pen|malay penin|malay penins
    ZZ|malay peninsula|malay penisula|malay penn|malay penninsula|malay region|malay states|malaya
    ZZ|malayasia or indonesia|malaysia and singapore|malaysia indonesia|malaysia or indonesia|malaysia or thailand
    ZZ|malaysia peninsular thailand|malaysia singapore|malaysia thailand|malaysia timor|mali ou guinee|manche
    ZZ|mandrain|mar i|marcus necker rise|mariana is|mariana island|mariana islands|marianas|marianas carolines
    ZZ|marianas is|marianas islands|marianne islands|marianne or japan|mariannes|mariannes i|marians island
    ZZ|mascareignes|mascarene is|mascarene islands|mascarenes|mau|mauritania morocco|maw|may|may australia
    ZZ|mediterranean|mediterranean islands|mediterranean sea|meditterranean sea|melanesia|melanesie|mer adriatique
    ZZ|mer baltique|mer caspienne|mer celtique|mer d alboran|mer d andaman|mer d arafura|mer d australie
    ZZ|mer d irlande|mer d oman|mer de barents|mer de bering|mer de chine|mer de corail|mer de kara|mer de norvege
    ZZ|mer de sarcosa|mer de scotia|mer de timor|mer des caraibes|mer des celebes|mer des indes|mer des moluques
    ZZ|mer des sargasses|mer du labrador|mer du nord|mer du sud|mer egee|mer egee du nord|mer egee du sud
    ZZ|mer ionienne|mer mediterranee|mer morte|mer noire|mer rouge|mers australes|mers du sud|mesopotamia
    ZZ|mesopotamie|mesopotomia|mesoptamia|metsopotamia|mexico and central america|mexico central and south america
    ZZ|mexico el salvador|mexico guatemala|mexico jamaica|mexico nicaragua|mexico or guatemala|mexico or s america
    ZZ|mexico or usa|mexico to w peru n argentina|mexico u s a|mexico united states|mexico usa|micronesia marianas
    ZZ|micronesia or palau|middle asia|middle east to bangladesh|moldova ukraine|mongolia kazakhstan|morocco algeria
    ZZ|morocco or algeria|mountains of new guinea|moyen congo|moyen orient|mozambique channel
    ZZ|mozambique channel islands|murray island|museum|myanmar thailand|n a|n africa|n amer|n america
    ZZ|n america canada or u s a|n arabia|n atlantic|n atlantic ocean|n bornea|n borneo|n caucasus
    ZZ|n coast new guinea|n coast of new guinea|n congo|n e africa|n e america|n e borneo|n e malay pen
    ZZ|n e malay penin|n e malay penins|n e malay peninsula|n e new guinea|n e of borneo|n e persia|n e prussia|n f
    ZZ|n flores i|n g|n guinea|n holland|n malay pen|n malay penin|n malay penins|n malay peninsula
    ZZ|n malay peninsular|n mesopotamia|n mesoptamia|n n guinea|n new guinea|n new guinea coast|n of arabia
    ZZ|n of borneo|n of guinea|n of lapland|n of n guinea|n of new guinea|n pacific ocean|n persia|n r
    ZZ|n r northern rhodesia zambia|n rhodesia zambia|n s america mexico to venezuela|n w|n w africa|n w america
    ZZ|n w arabia|n w borneo|n w borneo is|n w malay penins|n w of caroline is|n w persia|n w rhodesia zambia
    ZZ|n w south america|namaqualand|namibia or botswana|namibia south africa|namx|nares strait
    ZZ|naura island pacific ocean japan|ncal|ne en captivite|nea|near boundary of sweden norway finland|near east
    ZZ|needs editing|neotropics|nepal india|nepal sikkim frontier|nepal skkim frontier|nethantilles
    ZZ|netherland antilles|netherland w indies|netherlands antilles|netherlands w indies|netherlands west indies
    ZZ|new granada|new grena|new grenada|new grenada illeg|new guiana|new guin|new guinea
    ZZ|new guinea australia northern territory queensland|new guinea captive|new guinea crandall
    ZZ|new guinea n new guinea|new guinea s|new guinea solomons|new guinea terr|new guinea territory|new world
    ZZ|new zealand australia|nhe|nicaragua costa rica|nicaragua or costa rica|nige|niger to senegal|no country
    ZZ|no data|no further data|no further information|no local data|no locality|no locality dat|no locality data
    ZZ|no malay penin|no other data|no record|none|norfolk|north abyssinia|north adriatic sea|north africa
    ZZ|north america|north america and mexico|north america by inference|north america eastern|north america western
    ZZ|north atlantic|north atlantic coast|north atlantic ocean|north borneo|north east africa|north east america
    ZZ|north eastern africa|north europe|north korea south korea|north malay penin|north new guinea
    ZZ|north of n guinea|north of new guinea|north pacific|north pacific ocean|north rhodesia zambia|north sea
    ZZ|north sea or norwegian sea|north south america|north vietnam china|north west africa|north west america
    ZZ|north west atlantic|north west persia|northeast pacific|northern africa|northern borneo|northern caucasus
    ZZ|northern europe|northern grenada nicaragua|northern mariana islands and guam
    ZZ|northern mexico to western panama|northern new guinea|northern nigeria cameroons cameroon|northern papua
    ZZ|northern region|northern rhodesia zambia|northern south america|northwest region|northwest south america
    ZZ|norway sweden|norway sweden finland|norway sweden finland or russia|norwegian and swedish frontier
    ZZ|norwegian sea|not applicable|not given|not recorded|not reported|nouvelle amsterdam|nouvelle guinee
    ZZ|nouvelle guinee ou indonesie|nouvelle hollande|nouvelle zelande erreur|npac
    ZZ|nr boundary of sweden norway and finland|ns one|nsuguru|nubia|nubia abyssinia|null|nw south america
    ZZ|ocean antarctique|ocean arctique|ocean atlantique|ocean atlantique centre est|ocean atlantique est
    ZZ|ocean atlantique intertropical|ocean atlantique nord|ocean atlantique nord est|ocean atlantique nord ouest
    ZZ|ocean atlantique ouest|ocean atlantique sud|ocean atlantique sud est|ocean atlantique sud ouest
    ZZ|ocean atlantique tropical|ocean austral|ocean equinoxial|ocean indien|ocean indien nord|ocean indien ouest
    ZZ|ocean indien sud|ocean indien sud ouest|ocean indo pacifiqua|ocean island|ocean pacifique|ocean pacifique est
    ZZ|ocean pacifique nord|ocean pacifique nord est|ocean pacifique ouest|ocean pacifique sud
    ZZ|ocean pacifique sud est|ocean pacifique sud ouest|ocean pacifique tropical|ocean stn november|oceania
    ZZ|oceanic islands|oceanie|off s w indies|off w africa|off west coast of malay peninsula|off yugo slavia
    ZZ|okinawa to south china|old world|open ocean|oriental|ouest mediterranee|ozeanien|p e a|p e africa|p i|p is
    ZZ|pacific|pacific islands|pacific o|pacific ocean|pacific ocean east|pacific oceanpacific ocean
    ZZ|pakistan et afghanistan|pakistan or india|pakistan ou inde|palearctic|paleos|palestine egypt|palestine jordan
    ZZ|palestine lebanon|palestine syria|panama brt guiana|panama or argentina|panama or colombia
    ZZ|panama or costa rica|papouasie|papua|papua and new guinea|papua new guinea or south pacific ocean|par
    ZZ|paraguay or argentina|paraguay or argentine n of|patagonia|patagonia south america|patagonia uruguay
    ZZ|pays des comalis|pays non identifie|pays non identifie afrique|pays non identifie amerique
    ZZ|pays non identifie amerique centrale|pays non identifie amerique du nord|pays non identifie amerique du sud
    ZZ|pays non identifie antarctique|pays non identifie asie|pays non identifie europe|pays non identifie oceanie
    ZZ|pea|penana|perou bolivie|perou ou bolivie|persia|persia baluchistan|persian balauchistan|persian baluchistan
    ZZ|persian beluchistan|persian gulf|peru bolivia|peru bolivia brazil|peru brazil|peru chile|peru ecuador
    ZZ|peru mexico|peru or brazil|peru or chile|peru or ecuador|pet trade|philippines et malaisie
    ZZ|philippines or indonesia|phrher|poland germany|polynesia|polynesie|portugal spain|portuguese
    ZZ|presumed new guinea|presumed terr new guinea|princes i|prob w of n america
    ZZ|probablement sud de la france ou espagne|probably from w of n america|probably mediterranean
    ZZ|probably niger or gambia|probably north american|probably south america|prune|prusse|prusse occidentale
    ZZ|prussia|puntarenas|pyrenees|queen charlotte sound|r p|r pal|raised in captivity endemic to australia|red sea
    ZZ|reg of avalo caspia|region of new guinea|reunion ou madagascar|revillagigedo|revillagigedo is
    ZZ|revillagigedos is|rhodesia zambia zimbabwe|river elbe|romah island|round island|russia china|russia finland
    ZZ|russia kazakhstan|russia or mongolia|russia turkey|russia usa|russian turkestan|rwanda burundi
    ZZ|rwanda ou republique democratique du congo|rwanda ou zaire|rwanda uganda|rwanda zaire|s|s a|s abysinia
    ZZ|s abysinnia|s abyss|s abyssinia|s abyssinicus|s abyssmia|s algeria morocco|s america|s america or w indies
    ZZ|s atlantic|s atlantic ocean|s brother i|s centr new guinea|s china indo china|s china sea
    ZZ|s coast of new guinea|s comoro is cape colony|s congo|s e abyssinia|s e africa|s e asia|s e bear is|s e congo
    ZZ|s e india burma|s e is|s e isles|s e persia|s e turkestan|s east i|s east is|s east isles|s eest is
    ZZ|s ern abys|s ern abyssinia|s europe|s flores|s flores i|s flores is|s florest i|s france or switzerland
    ZZ|s halien|s india malay|s indian ocean|s kurdestan|s mediterranean basin to e asia|s miguel i|s new guinea
    ZZ|s of flores i|s of malay pen|s of n guinea|s of new guinea|s of w africa|s pacific|s pacific ocean|s persia
    ZZ|s prussia|s russia w china|s states to s america|s togoland|s turkestan|s us to n south america galapagos
    ZZ|s w africa|s w arabia|s w arabia yemen|s w europe|s w indies|s w is|s w islands|s w isles|s w new guinea
    ZZ|s w pacific|s w persia|s w south america|s w turkestan|s wert is|s west i|s west i s|s west is|s west island
    ZZ|s west islands|s west isles|saf|saf na|sahara|saint andrew island|saint andrew s island|saint croix
    ZZ|saint domingue et haiti|saint paul et amsterdam|saint paul i|saint paul island|saisie de douane|salomon sea
    ZZ|salu is|salvador|sam|samoa group|samoa i|samoa is|samoa island s|samoa islands|samoa or kiribati
    ZZ|samoa south pacific ocean|samoan group|samoan islands|samoas|samx|san andres|san domingo i|san jose|san pedro
    ZZ|san salvador|san salvador island|sand island|sandwich i|sandwich is|sandwich island|sandwich islands
    ZZ|sans origine|santa cruz is|santa cruz isl|santa cruz islands|saren i|sargasso sea|saudi arabia yemen
    ZZ|saudi arabia yemen oman|saudi arabia yemen oman quatar united arab emirates kuwait|scandinavia|scandinavie
    ZZ|scotia sea|scotland or ireland|se asia|se asia melanesia|sea of japan|sea of okhotsk|see card|see comments
    ZZ|see notes|senegal et niger|senegal gambia|senegal mali|senegal niger|senegal or guinea
    ZZ|senegal ou cote d ivoire probablement|senegal ou mauritanie|senegambia|serbia and montenegro
    ZZ|serbia montenegro|seven is|seychelles comorros|si oban i|siberia arctic amr to mex|silesia|sing or hong kong
    ZZ|singapore or thailand|singapore thailand|sioban|skipped|so abyssinia|so america|so new guinea|so west is|soam
    ZZ|society i or fiji|sog|soi|soit de nouvelle guinee soit de ternate ou soit des celebes
    ZZ|solomon islands or vanuatu or new caledonia|solomon islands papua new guinea|solomons new caledonia
    ZZ|somalia ethiopia|somalia kenya|somalie ou ethiopie|somewhere in africa|south africa kenya
    ZZ|south africa or australia|south africa swaziland|south africa zimbabwe|south america
    ZZ|south america by inference|south annam|south arabia|south asia|south atlantic|south atlantic coast
    ZZ|south atlantic ocean|south china and eastern archipelagic seas|south china sea|south east africa
    ZZ|south east asia|south east i|south east is|south europe|south flores|south highlands|south indian ocean
    ZZ|south indian or atlantic ocean|south new guinea|south of new guinea|south pacific|south pacific ocean
    ZZ|south pacific ocean and papua new guinea|south pacific ocean or papua new guinea|south pacific probably
    ZZ|south sea i s|south sea islands|south seas|south seas islands|south w is|south west|south west africa
    ZZ|south west i|south west i s|south west is|southeast africa|southeast asia|southeast new guinea
    ZZ|southern abyssinia|southern africa|southern arabia|southern asia|southern europe|southern ocean
    ZZ|southern oceans|southwest africa|southwest is|southwestern south america|soviet central asia|soviet union
    ZZ|spac|spain or portugal|spain portugal andorra gibraltar|srv|ssr|st amdrew island|st andrews|st andrews island
    ZZ|st andrews key|st barthelemy or st martin|st croix|st john|st martin island|st martin sint maarten|st paul is
    ZZ|st paul island|st paul isle|st thomas|st verde is|strait of malacca|strait settlements|straits of magellan
    ZZ|straits of malacca|subantarctic islands|sud|sudan egypt|sudest i|sudest is|surinam venezuela
    ZZ|suriname venezuela|swallow|swan island|swan islands|sweden norway|syria lebanon|taem is|tam|tan tg|tana mera
    ZZ|tanzania kenya|tanzania zambia|tchecoslovaquie|terr n guin|terr n guinea|terr new guinea|terr of new guinea
    ZZ|thailand laos|thailand malaysia|thailand or malaysia|thailande ou cambodge|the congo|the dutch west indies
    ZZ|the gambia senegal|the netherlands antilles|tiandre is|tiandu i|tiandu is|tierra del fuego|timor|togo ghana
    ZZ|togo or ghana|togo or liberia|togo or tanzania|togo ou benin|tokelau new zealand|tond i|torres strait
    ZZ|tortugas|trancaucasia|trans caspia|trans caucasia|trans caucasica|trans jordania|trans jordonia|transcaspia
    ZZ|transcaucasia|transcaucasica|transcauscasica|transjordan|transjordania|trinidad also mexico
    ZZ|trinidad or venezuela|trinidad venezuela|trinite|trop america|tropical africa|tropical america
    ZZ|trust territory of the pacific caroline islands|tulsuyu|tunisie ou algerie|turk orient
    ZZ|turkemenistan uzbekistan|turkestan|turkestan east turkestan|turkeston|turkistan|turkmenistan or uzbekistan
    ZZ|turkmenistan uzbekistan|turtle i|tyi is|tyrrhenian sea mediterranean sea|u|u r s s|u s a canada
    ZZ|u s a or canada|u s s r|u s s r black sea|u s trust territory of the pacific|uganda and northern rhodesia
    ZZ|uganda democratic republic of the congo|uganda e africa|uganda kenya|uganda or bel congo|uganda or kenya
    ZZ|uganda or zambia|uganda sudan|uganda zaire|uknown|ukraine moldova|ulu gombok|undefined
    ZZ|union of soviet socialist republics|united kingdom crown dependency|united kingdom overseas territory
    ZZ|united states canada|united states mexico|united states of america or mexico|unk|unknown|unknown captive
    ZZ|unknown country|unknown locality|unknown prob captive reared|unknown purch in hong kong|unplaced|unr
    ZZ|up burma india|up congo|up minho|upper amazonia|upper congo|urss|urundi|us trust territory|usa and canada
    ZZ|usa canada|usa mexico|usa or canada|usa or ussr|usa or western samoa|use|ussr|ussr european part
    ZZ|ussr presumably|uzbekistan turkemenistan|various|venez trinidad|venezuela columbia|venezuela ecuador
    ZZ|venezuela guyana|venezuela or trinidad|venezuela surinam|venzuela or trinidad|victoria|vierges i|virgin ids
    ZZ|virgin is|virgin islands|virgin islands u k or u s|virgin islands w indies|volcano islands|vpar vpar vpar
    ZZ|vppu|vuctom i|w a|w africa|w africa the gambia senegal|w africaq|w arabia|w borneo|w brazil e peru e ecuador
    ZZ|w caroline is|w central america|w coast of c america|w congo|w flores i|w himalaya|w i|w i indies
    ZZ|w indian ocean|w indies|w indies dominica i or guadeloupe i|w indies lesser antilles
    ZZ|w indies martinique i or mexico|w indies st martin i|w malay penins|w n america
    ZZ|w n america to mexico higlands|w n brazil n peru ecuador|w of borneo|w of n america|w of north america
    ZZ|w pakinstani|w persia|w turkestan|w yugo slavia|west africa|west africa gambia senegal
    ZZ|west africa south africa|west bank|west borneo|west caroline islands|west coast of africa|west frica
    ZZ|west himalayas|west indian cruise|west indian ocean|west indian region|west indies|west indies lesser ant
    ZZ|west pacific|west patagonia|western africa|western asia|western europe|western himalayas|western indian ocean
    ZZ|western n america|western north america|western united states to southern peru|white nile|wiagiou is
    ZZ|windward islands|witi island|wnorthamerica|yougoslavie|yugo slavia|yugoslavia
    ZZ|yugoslavia or croatia or bosnia hercegovina|yugoslavia or greece|yugoslovia|zambia tanzania|zambia zimbabwe
    ZZ|zoo|zoo aviary|zoo captive|zoo lab
    """
}
