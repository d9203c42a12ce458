import type { Position } from "@loconomy/contracts";
import type { NamesFrom } from "./names.ts";

/** A city of the demo marketplace. */
export interface City {
  name: string;
  /** As the gazetteer has it: "Austin, TX, United States". */
  label: string;
  region?: string;
  country: string;
  position: Position;
  timeZone: string;
  currency: string;
  /** Price of an hour's work in whole units of the currency, where it is 1 in US dollars in Austin. */
  priceLevel: number;
  /** Share of all providers, relative to the others. */
  weight: number;
  /** Standard deviation of providers' distance from the centre. */
  spreadKm: number;
  names: NamesFrom;
  /** Quarters: they lend their names to businesses. */
  quarters: readonly string[];
  streets: readonly string[];
  postalCodes: readonly string[];
}

/**
 * Label; latitude; longitude; zone; currency; price level; weight; spread in km; whose names; quarters; streets; postal codes.
 * Positions as in GeoNames.
 */
const TABLE = `
Austin, TX, United States;30.26715;-97.74306;America/Chicago;USD;1;150;8;us;Barton Creek|Zilker|Hyde Park|South Congress|Travis Heights|Mueller|Hill Country|Bouldin;Oak Springs Drive|Manchaca Road|Duval Street|Riverside Drive|Rosewood Avenue|Kinney Avenue;78701|78704|78751|78723|78745
San Francisco, CA, United States;37.77493;-122.41942;America/Los_Angeles;USD;1.5;110;4.5;us;Mission|Noe Valley|Sunset|Potrero Hill|Bernal Heights|SoMa|Bay Bridge|Castro;Valencia Street|Folsom Street|Guerrero Street|Irving Street|Harrison Street|Dolores Street;94103|94110|94114|94122|94107
New York, NY, United States;40.71427;-74.00597;America/New_York;USD;1.5;120;8;us;Hudson|Park Slope|Astoria|Harlem|Williamsburg|Empire|Fort Greene|Chelsea;Bergen Street|Amsterdam Avenue|Broome Street|Steinway Street|Carroll Street|West 23rd Street;10002|10011|11215|11103|10027
Chicago, IL, United States;41.85003;-87.65005;America/Chicago;USD;1.1;90;9;us;Lakeview|Logan Square|Wicker Park|Pilsen|Hyde Park|Lincoln Square|Windy City|Bronzeville;Milwaukee Avenue|Halsted Street|Damen Avenue|Clark Street|Ashland Avenue|Wells Street;60608|60614|60647|60622|60615
Denver, CO, United States;39.73915;-104.9847;America/Denver;USD;1.05;65;8;us;Highlands|Capitol Hill|Front Range|Wash Park|Cherry Creek|Mile High|Five Points;Colfax Avenue|Pearl Street|Tennyson Street|Larimer Street|Gaylord Street;80203|80205|80211|80209
Seattle, WA, United States;47.60621;-122.33207;America/Los_Angeles;USD;1.3;70;7;us;Ballard|Fremont|Queen Anne|Capitol Hill|Puget|Rainier|Green Lake|Wallingford;Market Street|Phinney Avenue|Rainier Avenue|Pine Street|Stone Way;98103|98107|98109|98118|98122
Phoenix, AZ, United States;33.44838;-112.07404;America/Phoenix;USD;0.95;60;11;us;Arcadia|Camelback|Encanto|Desert Ridge|Valley|Saguaro|Copper State;Camelback Road|Central Avenue|Indian School Road|Thomas Road|7th Street;85004|85013|85016|85018
Honolulu, HI, United States;21.30694;-157.85833;Pacific/Honolulu;USD;1.3;40;5;us;Manoa|Kaimuki|Diamond Head|Makiki|Aloha|Kakaako|Pali;Kapahulu Avenue|King Street|Waialae Avenue|Beretania Street|Keeaumoku Street;96814|96816|96822|96826
Portland, OR, United States;45.52345;-122.67621;America/Los_Angeles;USD;1.1;45;7;us;Hawthorne|Alberta|Sellwood|Pearl|Rose City|Mount Tabor|Willamette;Division Street|Mississippi Avenue|Burnside Street|Fremont Street|Belmont Street;97202|97211|97214|97209
Boston, MA, United States;42.35843;-71.05977;America/New_York;USD;1.35;45;6;us;Back Bay|Beacon Hill|Jamaica Plain|South End|Harbor|Charles River|Fenway;Tremont Street|Centre Street|Washington Street|Dorchester Avenue|Hanover Street;02116|02130|02118|02127
Miami, FL, United States;25.77427;-80.19366;America/New_York;USD;1.05;45;7;us;Coconut Grove|Little Havana|Biscayne|Wynwood|Coral Way|Brickell|Palm;Coral Way|Biscayne Boulevard|Flagler Street|Bird Road|Grand Avenue;33130|33133|33135|33137
Toronto, Ontario, Canada;43.70011;-79.4163;America/Toronto;CAD;1.35;75;8;ca;Leslieville|The Annex|Roncesvalles|High Park|Danforth|Queen West|Maple;Bathurst Street|Queen Street West|Ossington Avenue|Danforth Avenue|Bloor Street;M4L 1A1|M5V 2T6|M6R 2M9|M6J 1H1
Vancouver, British Columbia, Canada;49.24966;-123.11934;America/Vancouver;CAD;1.45;55;6;ca;Kitsilano|Mount Pleasant|Gastown|Commercial Drive|Pacific|Point Grey|Fairview;Main Street|West 4th Avenue|Commercial Drive|Cambie Street|Fraser Street;V5T 3E1|V6K 1P1|V5L 3X5|V5Z 2V3
London, England, United Kingdom;51.50853;-0.12574;Europe/London;GBP;0.95;120;9;gb;Hackney|Camden|Clapham|Islington|Greenwich|Peckham|Thames|Notting Hill;Mare Street|Upper Street|Lordship Lane|Camden Road|Northcote Road|Brick Lane;E8 3RH|N1 2UQ|SW4 7AB|SE15 4TW|NW1 9LJ
Manchester, England, United Kingdom;53.48095;-2.23743;Europe/London;GBP;0.75;45;6;gb;Chorlton|Didsbury|Ancoats|Northern Quarter|Salford|Levenshulme|Irwell;Oldham Street|Wilmslow Road|Beech Road|Burton Road|Stockport Road;M1 1JR|M20 6RN|M21 9EG|M4 5AD
Edinburgh, Scotland, United Kingdom;55.95206;-3.19648;Europe/London;GBP;0.8;30;5;gb;Leith|Stockbridge|Morningside|Marchmont|Bruntsfield|Forth|Old Town;Leith Walk|Raeburn Place|Morningside Road|Easter Road|Dalry Road;EH6 5AA|EH4 1HN|EH10 4DB|EH9 1HZ
Dublin, Ireland;53.33306;-6.24889;Europe/Dublin;EUR;1.05;50;6;ie;Rathmines|Ranelagh|Stoneybatter|Liffey|Howth|Phibsborough|Portobello;Camden Street|Rathmines Road|Manor Street|Phibsborough Road|Thomas Street;D06 X2K4|D07 R5P3|D08 V2N1|D02 AF30
Berlin, Germany;52.52437;13.41053;Europe/Berlin;EUR;0.85;100;8;de;Kreuzberg|Neukölln|Prenzlauer Berg|Charlottenburg|Friedrichshain|Spree|Moabit|Schöneberg;Oranienstraße|Kastanienallee|Sonnenallee|Kantstraße|Boxhagener Straße|Bergmannstraße;10999|12047|10405|10623|10245
Munich, Bavaria, Germany;48.13743;11.57549;Europe/Berlin;EUR;1.05;60;6;de;Schwabing|Haidhausen|Isar|Sendling|Giesing|Maxvorstadt|Neuhausen;Leopoldstraße|Lindwurmstraße|Rosenheimer Straße|Schleißheimer Straße|Nymphenburger Straße;80331|80798|81667|81371
Hamburg, Germany;53.55073;9.99302;Europe/Berlin;EUR;0.9;55;7;de;Altona|Eimsbüttel|Elbe|St. Pauli|Winterhude|Alster|Ottensen;Osterstraße|Bahrenfelder Straße|Mühlenkamp|Wexstraße|Schulterblatt;20357|22765|20255|22303
Vienna, Austria;48.20849;16.37208;Europe/Vienna;EUR;0.9;50;6;de;Neubau|Leopoldstadt|Josefstadt|Danube|Mariahilf|Wieden|Ottakring;Neubaugasse|Praterstraße|Josefstädter Straße|Gumpendorfer Straße|Favoritenstraße;1070|1020|1080|1060
Zurich, Switzerland;47.36667;8.55;Europe/Zurich;CHF;1.5;40;4.5;de;Wiedikon|Oerlikon|Seefeld|Limmat|Aussersihl|Enge|Wipkingen;Langstrasse|Seefeldstrasse|Badenerstrasse|Birmensdorferstrasse|Hofwiesenstrasse;8003|8004|8008|8050
Paris, France;48.85341;2.3488;Europe/Paris;EUR;1;85;5;fr;Marais|Montmartre|Belleville|Bastille|Batignolles|Seine|Oberkampf;Rue Oberkampf|Rue des Martyrs|Rue de Belleville|Rue de Charonne|Avenue de Clichy;75011|75018|75020|75003|75017
Lyon, France;45.74846;4.84671;Europe/Paris;EUR;0.85;30;5;fr;Croix-Rousse|Vieux Lyon|Part-Dieu|Rhône|Guillotière|Fourvière;Rue de la République|Cours Gambetta|Rue Garibaldi|Grande Rue de la Guillotière;69001|69003|69004|69007
Madrid, Spain;40.4165;-3.70256;Europe/Madrid;EUR;0.7;65;6;es;Malasaña|Chamberí|Lavapiés|Retiro|La Latina|Salamanca|Manzanares;Calle de Fuencarral|Calle de Embajadores|Calle de Alcalá|Calle de Ponzano|Calle de Atocha;28004|28010|28012|28009
Barcelona, Spain;41.38879;2.15899;Europe/Madrid;EUR;0.75;50;4.5;es;Gràcia|Poblenou|Eixample|Sant Antoni|El Born|Poble-sec;Carrer de Verdi|Carrer de Mallorca|Rambla del Poblenou|Carrer de Blai|Carrer de Girona;08012|08005|08013|08015
Lisbon, Portugal;38.72509;-9.1498;Europe/Lisbon;EUR;0.6;45;5;pt;Alfama|Graça|Campo de Ourique|Tejo|Alvalade|Estrela|Belém;Rua da Graça|Rua Ferreira Borges|Avenida da Igreja|Rua de São Bento|Rua Morais Soares;1100-265|1170-170|1350-124|1700-231
Rome, Italy;41.89193;12.51133;Europe/Rome;EUR;0.75;50;6;it;Trastevere|Testaccio|Monti|Prati|Garbatella|Pigneto|Tiber;Via Ostiense|Via Merulana|Viale di Trastevere|Via Cola di Rienzo|Via del Pigneto;00153|00184|00154|00192
Amsterdam, Netherlands;52.37403;4.88969;Europe/Amsterdam;EUR;1;55;4.5;nl;Jordaan|De Pijp|Amstel|Oud-West|Noord|Oosterpark|Westerpark;Haarlemmerdijk|Ferdinand Bolstraat|Kinkerstraat|Javastraat|Overtoom;1015 DR|1072 AB|1053 ZT|1094 HL
Copenhagen, Denmark;55.67594;12.56553;Europe/Copenhagen;DKK;8.5;40;5;nordic;Nørrebro|Vesterbro|Østerbro|Amager|Christianshavn|Frederiksberg;Nørrebrogade|Istedgade|Østerbrogade|Amagerbrogade|Gammel Kongevej;2200|1650|2100|2300
Stockholm, Sweden;59.32938;18.06871;Europe/Stockholm;SEK;10;45;6;nordic;Södermalm|Vasastan|Kungsholmen|Östermalm|Mälaren|Hägersten;Götgatan|Hornsgatan|Odengatan|Fleminggatan|Bondegatan;116 21|118 26|113 22|112 26
Oslo, Norway;59.91273;10.74609;Europe/Oslo;NOK;11;30;5;nordic;Grünerløkka|Majorstuen|Frogner|Fjord|Sagene|Tøyen;Thorvald Meyers gate|Bogstadveien|Trondheimsveien|Markveien;0552|0366|0561|0264
Warsaw, Poland;52.22977;21.01178;Europe/Warsaw;PLN;2.2;50;7;pl;Praga|Mokotów|Żoliborz|Wola|Ochota|Vistula;Puławska|Marszałkowska|Grochowska|Targowa|Słowackiego;00-590|02-515|03-734|01-592
Athens, Greece;37.98376;23.72784;Europe/Athens;EUR;0.55;35;5;gr;Plaka|Koukaki|Pangrati|Exarchia|Kypseli|Acropolis;Ermou|Patission|Veikou|Imittou|Drakou;105 56|116 34|117 42|112 51
Istanbul, Türkiye;41.01384;28.94966;Europe/Istanbul;TRY;22;40;8;tr;Kadıköy|Beşiktaş|Galata|Bosphorus|Moda|Üsküdar;Bağdat Caddesi|İstiklal Caddesi|Moda Caddesi|Halaskargazi Caddesi;34710|34357|34421|34381
Dubai, United Arab Emirates;25.07725;55.30927;Asia/Dubai;AED;3.2;45;9;gulf;Marina|Jumeirah|Al Barsha|Deira|Creek|Palm;Al Wasl Road|Jumeirah Beach Road|Al Rigga Road|Hessa Street;00000
Mumbai, Maharashtra, India;19.07283;72.88261;Asia/Kolkata;INR;16;70;8;in;Bandra|Andheri|Colaba|Juhu|Powai|Dadar|Marine Drive;Linking Road|Hill Road|SV Road|Carter Road|Colaba Causeway;400050|400058|400005|400076
Bengaluru, Karnataka, India;12.97194;77.59369;Asia/Kolkata;INR;15;60;8;in;Indiranagar|Koramangala|Jayanagar|Malleshwaram|Whitefield|Garden City;100 Feet Road|Brigade Road|CMH Road|80 Feet Road|Sampige Road;560038|560034|560011|560003
Kathmandu, Nepal;27.70169;85.3206;Asia/Kathmandu;NPR;24;30;4;np;Thamel|Patan|Baneshwor|Himalaya|Lazimpat|Boudha;Lazimpat Road|Jhamsikhel Road|Baneshwor Road|Pulchowk Road;44600|44700
Singapore, Singapore;1.28967;103.85007;Asia/Singapore;SGD;1.2;60;7;sg;Tiong Bahru|Katong|Holland Village|Bukit Timah|Marina|Joo Chiat|Toa Payoh;East Coast Road|Serangoon Road|Bukit Timah Road|Upper Thomson Road|Tiong Bahru Road;168898|428802|588179|329123
Tokyo, Japan;35.6895;139.69171;Asia/Tokyo;JPY;95;70;8;jp;Shibuya|Nakameguro|Setagaya|Asakusa|Kichijoji|Koenji|Sumida;Meiji-dori|Aoyama-dori|Kannana-dori|Waseda-dori;150-0002|153-0061|154-0004|111-0032
Sydney, New South Wales, Australia;-33.86785;151.20732;Australia/Sydney;AUD;1.5;65;8;au;Newtown|Surry Hills|Bondi|Manly|Marrickville|Harbour|Balmain;King Street|Crown Street|Darling Street|Bondi Road|Illawarra Road;2042|2010|2026|2095
Adelaide, South Australia, Australia;-34.92866;138.59863;Australia/Adelaide;AUD;1.3;40;6;au;Glenelg|Norwood|Unley|Prospect|Torrens|Semaphore;Unley Road|The Parade|Jetty Road|Prospect Road|Semaphore Road;5000|5067|5061|5045
Auckland, New Zealand;-36.84853;174.76349;Pacific/Auckland;NZD;1.45;45;7;nz;Ponsonby|Grey Lynn|Mount Eden|Devonport|Waitematā|Parnell;Ponsonby Road|Dominion Road|Great North Road|Mount Eden Road;1011|1021|1024|0624
São Paulo, Brazil;-23.5475;-46.63611;America/Sao_Paulo;BRL;2.6;60;8;pt;Vila Madalena|Pinheiros|Moema|Perdizes|Liberdade|Paulista;Rua Augusta|Rua Harmonia|Rua dos Pinheiros|Avenida Angélica|Rua Turiassu;05435-000|05422-000|04077-020|01305-000
Mexico City, Mexico;19.42847;-99.12766;America/Mexico_City;MXN;9;60;8;es;Roma Norte|Condesa|Coyoacán|Polanco|Del Valle|Reforma;Avenida Álvaro Obregón|Calle Durango|Avenida Amsterdam|Calle Orizaba|Avenida Coyoacán;06700|06140|04000|03100
Cape Town, Western Cape, South Africa;-33.92584;18.42322;Africa/Johannesburg;ZAR;8;45;7;za;Sea Point|Observatory|Woodstock|Gardens|Table Bay|Claremont;Kloof Street|Lower Main Road|Regent Road|Albert Road|Long Street;8001|8005|7925|7708
Nairobi, Kenya;-1.28333;36.81667;Africa/Nairobi;KES;45;40;7;ke;Kilimani|Westlands|Karen|Lavington|Savanna|Parklands;Ngong Road|Argwings Kodhek Road|Waiyaki Way|Kiambu Road;00100|00505|00606|00800
`;

/** Around fifty real cities. */
export const CITIES: readonly City[] = TABLE.trim()
  .split("\n")
  .map((row): City => {
    const [
      label,
      lat,
      lng,
      timeZone,
      currency,
      priceLevel,
      weight,
      spreadKm,
      names,
      quarters,
      streets,
      postalCodes,
    ] = row.split(";") as Row;
    const parts = label.split(", ");
    return {
      name: parts[0]!,
      label,
      country: parts.at(-1)!,
      ...(parts.length === 3 ? { region: parts[1]! } : {}),
      position: { lat: Number(lat), lng: Number(lng) },
      timeZone,
      currency,
      priceLevel: Number(priceLevel),
      weight: Number(weight),
      spreadKm: Number(spreadKm),
      names: names as NamesFrom,
      quarters: quarters.split("|"),
      streets: streets.split("|"),
      postalCodes: postalCodes.split("|"),
    };
  });

type Row = [
  label: string,
  lat: string,
  lng: string,
  timeZone: string,
  currency: string,
  priceLevel: string,
  weight: string,
  spreadKm: string,
  names: string,
  quarters: string,
  streets: string,
  postalCodes: string,
];
