/** All of them read lower-case text with straight quotes and single spaces. English, then German, French and Spanish. */

/** Said before the thanks themselves. */
export const OPENER =
  /^(?:ok(?:ay)?|oh|ah|aha|wow|ye[sp]|yeah|hey|hi|haha|alright|got it|i see|cool|and|so|well|ja|ach|alles klar|oui|d'accord|sí|si|vale)(?!\p{L})[^\p{L}\p{N}]*/u

export const THANKS = [
  // Not thanks for what is still to come, not thanks to somebody else, and not a note of thanks to be written.
  /^(?:many |thanks )?(?:thanks|thank you|thank u|thx|thnx|tysm|ty|cheers|kudos)(?![\p{L}-])(?! (?:to (?!you)|in advance|for nothing|anyway|notes?|cards?|letters?|e-?mails?|speech|is|means?|god))/u,
  /^(?:that's )?much appreciated|^i (?:really )?appreciate (?:it|this|that|you|the)/u,
  /^(?:danke|dankesch[öo]n|(?:vielen|herzlichen|besten|tausend) dank)(?![\p{L}-])(?! (?:im voraus|auf|heißt))/u,
  /^merci(?![\p{L}-])(?! (?:d'avance|de (?!ton|ta|tes|votre|vos|tout)|par avance|à|en))/u,
  /^(?:muchas |muchísimas |mil )?gracias(?!\p{L})(?! (?:de antemano|por adelantado|al|a (?!ti|usted|vos)|en))/u,
]

/** Where praise ends: “perfect!” is praise, “perfect squares” and “perfect?” are not. */
const end = String.raw`(?=\s*(?:$|[^\p{L}\p{N}\s?'"(]))`
const praise = (it: string, words: string[]) => new RegExp(`^(?:${it} )?(?:${words.join('|')})${end}`, 'u')

export const PRAISE = [
  praise(
    "(?:that's|it's|this is|that is|it is|that was|you're|you are)(?: (?:so|very|really|just|absolutely|simply))?",
    [
      'perfect|excellent|awesome|amazing|brilliant|wonderful|fantastic|great|nice|superb|outstanding|impressive',
      'beautiful|lovely|very helpful|super helpful|so helpful|helpful|spot on|the best|a (?:lifesaver|genius|star|legend)',
      '(?:good|great|nice|excellent|amazing|awesome|fantastic|perfect) (?:job|work|answer|explanation|stuff|one|catch)',
      '(?:exactly|just|precisely) (?:right|what i (?:needed|wanted|was looking for))|well done|(?:i )?love (?:it|this)',
    ],
  ),
  praise('(?:that|it|this|everything|now it|that one)(?: (?:now|really|just|totally))?', [
    '(?:works?|worked|helps?|helped|runs)(?: (?:now|great|well|perfectly|fine|like a charm|for me|a lot|beautifully))*',
    'did (?:it|the trick)|does the trick|(?:solved|fixed) (?:it|(?:the|my) \\p{L}+)|makes (?:perfect |total )?sense(?: now)?',
  ]),
  praise('(?:das ist|das war|du bist)(?: (?:so|sehr|wirklich|echt|einfach))?', [
    'perfekt|super|klasse|toll|prima|gro(?:ß|ss)artig|genial|wunderbar|ausgezeichnet|spitze|hervorragend|sehr gut',
    'hilfreich|gut gemacht|gute (?:arbeit|erklärung|antwort)|genau (?:das|richtig|so)',
  ]),
  praise('(?:das|es|jetzt)', [
    '(?:funktioniert|klappt|passt|hilft)(?: (?:es|jetzt|super|perfekt|gut|mir|sehr|prima))*',
    'hat (?:(?:super|gut|sehr|mir) )*(?:geklappt|geholfen|funktioniert)',
  ]),
  praise("(?:c'est|c'était|tu es)(?: (?:très|vraiment))?", [
    'parfait|super|génial|excellent|magnifique|formidable|impeccable|nickel|bravo|très bien|très utile',
    "ça (?:marche|fonctionne)(?: (?:bien|maintenant|parfaitement|très))*|ça m'a (?:bien |beaucoup )?aidée?",
  ]),
  praise('(?:es|está|eso es|eres)(?: muy)?', [
    'perfecto|genial|excelente|estupendo|fantástico|maravilloso|increíble|muy bien|muy útil|buen trabajo',
    '(?:(?:ya|eso|esto) )*(?:funciona|funcionó|me (?:sirve|sirvió|ayuda|ayudó))(?: (?:bien|perfectamente|ahora|mucho|muy))*',
  ]),
]

/** “My tests pass now, thanks”: the sentence ends in thanks, and before them is a success. */
export const SUCCESS_THEN_THANKS =
  /^[^.?!]*(?<!\p{L})(?:works?|worked|pass(?:es)?|solved|fixed|helped|compiles|runs|understand|understood)(?!\p{L})[^.?!]*[^\p{L}](?:thanks|thank you|thx)(?: (?:a lot|so much|very much))?[^\p{L}\p{N}]*$/u

/** Good news in words that look like `REVOKED`; cut out before it is asked. */
export const GOOD_NEWS =
  /(?<!\p{L})(?:(?:no(?: more)?|fixed|fixes|solved|solves|resolved)(?: (?:the|my|that|this|all))*(?: \p{L}+)? (?:errors?|bugs?|exceptions?|crash(?:es)?)|can't thank you enough|couldn't be better|(?:didn't|did not) (?:know|realize|realise|expect|think)[^.!,]*|not bad|(?:nicht|kein) (?:schlecht|problem)|pas mal)(?!\p{L})/gu

export const REVOKED = [
  /(?<!\p{L})(?:but|however|although|though|unfortunately|sadly|except|still|not|never ?mind|no,? thank(?:s| you))(?!\p{L})/u,
  /(?<!\p{L})(?:wrong|incorrect|errors?|exceptions?|fail(?:s|ed|ing|ure)?|broken?|breaks|crash(?:es|ed)?|bugs?|useless|worse|missing|nonsense)(?!\p{L})/u,
  /(?<!\p{L})(?:does|did|is|was|wo|ca)n't(?!\p{L})/u,
  /(?<!\p{L})(?:aber|leider|jedoch|trotzdem|nicht|falsch|fehler|nein|kein\p{L}*)(?!\p{L})/u,
  /(?<!\p{L})(?:mais|cependant|malheureusement|pourtant|pas|faux|erreurs?|toujours)(?!\p{L})/u,
  /(?<!\p{L})(?:pero|sin embargo|lamentablemente|no (?:funciona|sirve|es|me)|falla|está mal|incorrecto|todavía)(?!\p{L})/u,
]
