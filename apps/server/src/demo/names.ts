import type { Random } from "./prng.ts";

export type NamesFrom =
  | "us"
  | "ca"
  | "gb"
  | "ie"
  | "au"
  | "nz"
  | "de"
  | "fr"
  | "es"
  | "pt"
  | "it"
  | "nl"
  | "nordic"
  | "pl"
  | "gr"
  | "tr"
  | "gulf"
  | "in"
  | "np"
  | "sg"
  | "jp"
  | "za"
  | "ke";

type Names = readonly [first: string, last: string];

const NAMES: Record<NamesFrom, Names> = {
  us: [
    "Maria|James|Ashley|Marcus|Linda|Kevin|Jasmine|Robert|Emily|Andre|Rachel|Luis|Nicole|Tyler|Grace|Daniel|Aaliyah|Brian|Monica|Ethan|Hannah|Victor|Denise|Omar|Claire|Jerome|Priya|Wesley|Sofia|Derek",
    "Johnson|Nguyen|Garcia|Williams|Patel|Brooks|Martinez|Carter|Kim|Bennett|Hernandez|Foster|Washington|Reed|Chen|Sullivan|Torres|Hayes|Coleman|Ramirez|Parker|Dawson|Okafor|Mitchell|Flores|Whitfield|Tran|Morales|Pierce|Lindqvist|Delgado|Hughes|Abbott|Castillo|Monroe|Fischer",
  ],
  ca: [
    "Olivia|Liam|Chloé|Noah|Priya|Ethan|Amelia|Lucas|Meera|Owen|Sophie|Wei|Harper|Daniel|Fatima|Nathan",
    "Tremblay|Singh|MacDonald|Wong|Campbell|Roy|Chan|Fraser|Bouchard|Dhillon|Murphy|Lee|Gagnon|Stewart|Kowalski|Grant",
  ],
  gb: [
    "Oliver|Charlotte|Harry|Amelia|Jack|Aisha|George|Emily|Callum|Priya|Thomas|Zara|Alfie|Megan|Samuel|Imogen|Rhys|Nadia|Lewis|Holly",
    "Smith|Khan|Taylor|Hughes|Begum|Clarke|Wright|Ahmed|Robinson|Thompson|Okoye|Edwards|Walker|Shah|Turner|Campbell|Bailey|Adeyemi|Cooper|Fletcher|Ashworth|Pemberton",
  ],
  ie: [
    "Aoife|Conor|Niamh|Seán|Ciara|Oisín|Saoirse|Declan|Róisín|Patrick|Sinéad|Eoin|Maeve|Fionn",
    "Murphy|Byrne|O'Sullivan|Walsh|Kelly|Doyle|McCarthy|Ryan|Gallagher|Nolan|Brennan|Kavanagh|Fitzgerald|Quinn",
  ],
  au: [
    "Lachlan|Matilda|Jack|Chloe|Mia|Cooper|Ruby|Joshua|Isla|Hamish|Georgia|Nathan|Bronte|Dylan|Priya|Minh",
    "Nguyen|Smith|Williams|Campbell|Harris|Papadopoulos|Kelly|Marshall|Chen|McKenzie|Bailey|Romano|Cooper|Sharma|Doyle|Whitlam",
  ],
  nz: [
    "Aroha|Liam|Mere|Jack|Charlotte|Tane|Isla|Wiremu|Ruby|Nikau|Emma|Sione|Hana|George",
    "Ngata|Smith|Wilson|Tamihana|Taylor|Anderson|Parata|Brown|Faleolo|Thompson|Henare|McLeod|Walker|Singh",
  ],
  de: [
    "Anna|Lukas|Katharina|Felix|Sabine|Jonas|Lena|Matthias|Julia|Stefan|Ayşe|Maximilian|Franziska|Tobias|Miriam|Andreas|Clara|Emre|Johanna|Sebastian",
    "Müller|Schmidt|Schneider|Fischer|Weber|Wagner|Becker|Hoffmann|Yılmaz|Koch|Richter|Klein|Wolf|Neumann|Zimmermann|Krüger|Hartmann|Lange|Vogel|Kaya|Huber|Steiner|Baumann|Brandt",
  ],
  fr: [
    "Camille|Julien|Léa|Antoine|Manon|Karim|Chloé|Nicolas|Inès|Mathieu|Amélie|Youssef|Claire|Thomas|Élodie|Baptiste",
    "Martin|Bernard|Dubois|Moreau|Laurent|Benali|Lefèvre|Roux|Fournier|Girard|Mercier|Dupont|Lambert|Diallo|Garnier|Chevalier|Perrin|Marchand",
  ],
  es: [
    "Lucía|Carlos|Marta|Javier|Elena|Diego|Carmen|Alejandro|Paula|Miguel|Valeria|Andrés|Sofía|Fernando|Ximena|Rodrigo|Daniela|Emilio",
    "García|López|Fernández|Ruiz|Morales|Ortega|Navarro|Herrera|Castro|Vega|Ramos|Medina|Salazar|Domínguez|Rojas|Aguilar|Méndez|Ibáñez|Cabrera|Molina",
  ],
  pt: [
    "Ana|João|Mariana|Pedro|Beatriz|Rafael|Inês|Tiago|Camila|Bruno|Larissa|Gustavo|Catarina|Felipe|Joana|Rui",
    "Silva|Santos|Ferreira|Oliveira|Costa|Pereira|Almeida|Carvalho|Ribeiro|Teixeira|Barbosa|Nogueira|Fonseca|Cardoso|Moreira|Azevedo",
  ],
  it: [
    "Giulia|Marco|Chiara|Alessandro|Francesca|Luca|Martina|Davide|Elisa|Matteo|Sara|Andrea|Valentina|Stefano|Ilaria|Paolo",
    "Rossi|Bianchi|Romano|Colombo|Ricci|Marino|Greco|Conti|De Luca|Gallo|Ferrari|Moretti|Barbieri|Fontana|Rinaldi|Caruso",
  ],
  nl: [
    "Sanne|Daan|Emma|Bram|Fatima|Sem|Lotte|Thijs|Eva|Jeroen|Anouk|Mohamed|Femke|Ruben",
    "de Vries|Jansen|Bakker|Visser|Smit|Meijer|van Dijk|Mulder|El Amrani|Bos|Vos|Hendriks|Dekker|Brouwer",
  ],
  nordic: [
    "Freja|Oscar|Astrid|Emil|Ingrid|Mikkel|Elsa|Lars|Sofie|Henrik|Linnea|Jonas|Maja|Anders|Karin|Sindre",
    "Andersen|Lindberg|Hansen|Johansson|Larsen|Nilsson|Berg|Nielsen|Eriksson|Olsen|Holm|Bergström|Dahl|Sørensen|Ekström|Haugen",
  ],
  pl: [
    "Anna|Piotr|Katarzyna|Tomasz|Magdalena|Michał|Zofia|Paweł|Agnieszka|Jakub|Ewa|Marcin|Natalia|Kamil",
    "Kowalski|Nowak|Wiśniewska|Wójcik|Kamińska|Lewandowski|Zieliński|Mazur|Dąbrowski|Kaczmarek|Pawlak|Sikora|Górska|Baran",
  ],
  gr: [
    "Eleni|Giorgos|Maria|Nikos|Katerina|Dimitris|Sofia|Kostas|Ioanna|Yannis|Despina|Petros",
    "Papadopoulos|Nikolaidis|Georgiou|Ioannou|Dimitriou|Vlachos|Karras|Makris|Angelou|Stavrou|Lekkas|Pappas",
  ],
  tr: [
    "Elif|Mehmet|Zeynep|Emre|Ayşe|Burak|Defne|Can|Selin|Murat|Ece|Kerem",
    "Yılmaz|Kaya|Demir|Çelik|Şahin|Arslan|Aydın|Özdemir|Koç|Polat|Aksoy|Erdem",
  ],
  gulf: [
    "Fatima|Ahmed|Noor|Omar|Layla|Rashid|Anjali|Hassan|Mariam|Joseph|Aisha|Khalid|Grace|Imran",
    "Al Mansoori|Khan|Fernandes|Al Suwaidi|Hussain|Nair|Santos|Rahman|Al Hashimi|Thomas|Mathew|Siddiqui|Reyes|Haddad",
  ],
  in: [
    "Ananya|Rohan|Priya|Arjun|Kavya|Vikram|Neha|Aditya|Meera|Sanjay|Pooja|Karthik|Divya|Imran|Lakshmi|Rahul|Shreya|Nikhil",
    "Sharma|Iyer|Patel|Reddy|Kulkarni|Nair|Mehta|Desai|Rao|Fernandes|Joshi|Menon|Shetty|Kapoor|Gowda|D'Souza|Banerjee|Sheikh",
  ],
  np: [
    "Sita|Bikash|Anisha|Suresh|Maya|Prakash|Sunita|Dipesh|Nisha|Ramesh|Pema|Kiran",
    "Shrestha|Gurung|Tamang|Sherpa|Adhikari|Thapa|Maharjan|Rai|Karki|Lama|Basnet|Poudel",
  ],
  sg: [
    "Wei Ling|Jun Hao|Nur Aisyah|Arun|Mei Hui|Hafiz|Priya|Kai Wen|Siti|Marcus|Xin Yi|Daniel|Kavitha|Farid",
    "Tan|Lim|Lee|Rahman|Ng|Wong|Kumar|Goh|Ismail|Chua|Ong|Pillai|Teo|Koh",
  ],
  jp: [
    "Yuki|Haruto|Sakura|Kenji|Aiko|Takumi|Naoko|Daiki|Emi|Ryo|Mika|Shota|Hana|Kazuki|Rina|Satoshi",
    "Sato|Suzuki|Takahashi|Tanaka|Watanabe|Ito|Yamamoto|Nakamura|Kobayashi|Kato|Yoshida|Yamada|Sasaki|Matsumoto|Inoue|Kimura|Hayashi|Mori",
  ],
  za: [
    "Thandi|Pieter|Lerato|Sipho|Annelie|Themba|Naledi|Riaan|Zanele|Yusuf|Nomsa|Johan|Ayesha|Bongani",
    "Nkosi|van der Merwe|Dlamini|Botha|Mokoena|Jacobs|Khumalo|Pillay|Davids|Naidoo|Ndlovu|Adams|Marais|Petersen",
  ],
  ke: [
    "Wanjiru|Otieno|Achieng|Kamau|Njeri|Kipchoge|Amina|Mwangi|Wambui|Brian|Cherono|Hassan|Faith|Odhiambo",
    "Kamau|Ochieng|Wanjala|Mutua|Kimani|Njoroge|Odhiambo|Kiplagat|Mwangi|Hassan|Wafula|Chebet|Omondi|Gitau",
  ],
};

export interface Person {
  first: string;
  last: string;
  full: string;
}

const LISTS = new Map(
  Object.entries(NAMES).map(([from, [first, last]]) => [
    from as NamesFrom,
    { first: first.split("|"), last: last.split("|") },
  ]),
);

/** A name as one would meet it in that part of the world. */
export const personFrom = (random: Random, from: NamesFrom): Person => {
  const { first, last } = LISTS.get(from)!;
  const person = { first: random.pick(first), last: random.pick(last) };
  return { ...person, full: `${person.first} ${person.last}` };
};
