import { languageOf } from '../locales.ts'

/** What the rules look for in the words of an author, per language. A language that is not here is only counted, not read. */
export interface Words {
  /** One of the words that no sentence does without, and that the other languages here do not have. */
  common: RegExp
  /** The whole of an option. */
  allOrNone: RegExp
  /** A sentence that asks for what is not so. */
  negativeQuestion: RegExp
  negation: RegExp
  absolute: RegExp
  /** Of a question that leans on the text around it. */
  leaning: RegExp
  /** Of a question that points at answers to choose from. */
  ofThese: RegExp
  /** An answer that is named by its place. */
  answerLetter: RegExp
  /** At the beginning of what a customer feels. */
  feelsGood: RegExp
  feelsBad: RegExp
  /** At the beginning of a note that takes its answer for wrong, or for right. */
  saysWrong: RegExp
  saysRight: RegExp
  /** Of a sentence that denies something or holds it against something else. */
  weighs: RegExp
  /** At the beginning of an answer. */
  yesNo: RegExp
  /** Of a sentence that calls something right. */
  approves: RegExp
  /** Of a question that says how many answers it wants, the number first. */
  pickCount: RegExp
  /** Of a question that wants one answer. */
  pickOne: RegExp
  counts: Readonly<Record<string, number>>
  /** What a number of is no list: times, money, shares. */
  units: RegExp
  /** At the beginning of a step, which it tells the place of. */
  orderWord: RegExp
  /** The whole of a note. */
  bare: RegExp
  /** Flesch's ease of reading, 0 (very hard) to 100: words per sentence, syllables per word. */
  ease(sentence: number, syllables: number): number
}

const en: Words = {
  common: /\b(?:the|is|are|what|which|you|your|of|how|do|does|with|this|that|she|they|and|to|for|when|why|who|it|has|have|an?)\b/i,
  allOrNone:
    /^(?:all|none|both|neither|any|each) (?:of )?(?:the )?(?:above|these|those|them|answers|options|mentioned above)\b|^(?:both |only |answers? |options? )*(?:[a-d],? )+and [a-d](?: are (?:correct|right))?$/i,
  negativeQuestion:
    /^(?:.*[,:;] )?(?:which|what|who|when|where|how)\b(?!.*\bif\b).*(?<!, )\b(?:not|never|except|isn['’]t|aren['’]t|doesn['’]t|don['’]t|shouldn['’]t|cannot|can['’]t|won['’]t)\b/i,
  negation: /\b(?:not|never|except|cannot|\w+n['’]t)\b/i,
  absolute: /\b(?:always|never|nobody|no one|everybody|everyone|none|impossible|under no circumstances|in every case|without exception)\b/i,
  leaning:
    /\b(?:as (?:we|you) (?:saw|have seen|learned|learnt|read|discussed)|as (?:described|mentioned|explained|shown|discussed|seen) (?:above|earlier|before|in)|(?:mentioned|described|shown|listed) above|(?:text|example|table|picture|section|paragraph|story) above|(?:according to|in) (?:the|this) (?:text|lesson|section|chapter|paragraph|video)|(?:previous|last) (?:lesson|section|chapter|question|paragraph)|earlier in (?:the|this))\b/i,
  ofThese: /\b(?:which|what) (?:one )?of (?:the following|these)\b/i,
  answerLetter:
    /\b(?:[Aa]nswer|[Oo]ption|[Rr]eply|[Cc]hoice) (?:[A-F]|[1-6])\b(?! ?%)|\b(?:second|third|fourth) (?:answer|option|reply)\b|\b[Ff]irst(?:,| and| or) (?:the )?(?:second|third|fourth)\b.{0,20} (?:answer|option|repl)/,
  feelsGood:
    /^(?:heard|respected|understood|valued|reassured|relieved|welcome|taken seriously|in good hands|well looked after|satisfied|calm)\b/i,
  feelsBad: /^(?:ignored|dismissed|brushed off|insulted|blamed|unheard|humiliated|fobbed off|like a number|belittled|angry|left alone)\b/i,
  saysWrong: /^(?:no(?!, (?:s?he|they|people|nobody)\b)|not quite|wrong|incorrect|sorry|nope|that['’]s (?:wrong|not it))[,.!:—–]/i,
  saysRight: /^(?:yes[,.!]|(?:that['’]s |yes, )?(?:right|correct)[.!:]|(?:exactly|well done|perfect)[.!])/i,
  yesNo: /^(?:yes|no)\b/i,
  approves:
    /^(?:right|correct|yes|exactly)\b|\b(?:right|correct|best|proper|better) (?:first )?(?:answer|reply|way|step|thing|choice|move)\b|\b(?:is|are|was) (?:right|correct|best|proper)\b/i,
  weighs:
    /\b(?:not?|never|nobody|only|too|instead|rather|than|but|while|whereas|without|seems?|sounds?|looks?|wrong|less|more|if|unlike|\w+n['’]t)\b/i,
  pickCount:
    /\b(?:choose|pick|select|tick|mark|check|which) (?:the )?(two|three|four|[2-4])\b(?! ?(?:%|days|hours|minutes|weeks|months|years|o['’]clock))/i,
  pickOne:
    /(?:^|[.!?,]\s+)(which one\b(?! or\b)(?=[^.!?]{0,300}\?[^?]*(?![\s\S]))|(?:choose|pick|select|tick|mark) (?:(?:only|just|the|exactly) )*(?:one|1)(?: (?:best|right|correct))?(?= (?:answer|option|reply)\b|[.!]|$))|\b(the one (?:best|right|correct) \p{L}+)/imu,
  units:
    /^(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|per|percent|euros?|dollars?|times?|out|of|or|to|and|people|customers?|callers?|calls|colleagues|o|are|is|was|were|have|has|had|can|will)$/i,
  counts: { two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10 },
  orderWord:
    /^(?:first(?:ly)?|second(?:ly)?|third(?:ly)?|then|next|after that|afterwards|finally|last(?:ly)?|step (?:\d|one|two|three|four|five))\b/i,
  bare: /^(?:(?:yes|no|that is|that['’]s|this is|sorry)[,.!]? *)?(?:correct|right|wrong|incorrect|not quite|well done|good job|great|perfect|exactly|try again|false|true|yes|no|good|sorry)(?: answer)?$/i,
  ease: (sentence, syllables) => 206.835 - 1.015 * sentence - 84.6 * syllables,
}

const de: Words = {
  common:
    /(?<![\p{L}])(?:der|die|das|den|dem|ist|sind|und|sie|ihr|ihre[rnm]?|wie|welche[rsnm]?|mit|nicht|ein|eine[rsnm]?|zu|auf|für|wann|warum|wer|es|hat|haben|tun|im|er|ich|sich)(?![\p{L}])/iu,
  allOrNone:
    /^(?:alle|keine|beide)(?:s|r)? (?:(?:der|von den) )?(?:oben(?:stehenden| genannten)?|genannten|antworten|davon|oberen|diese(?:r)?)\b|^alles davon$|^nichts davon$/i,
  negativeQuestion:
    /^(?:.*[,:;] )?(?:welche\w*|was|wer|wen|wem|wann|wo|wie|woran|womit)(?![\p{L}]).*(?<!, )(?<![\p{L}])(?:nicht|kein\w*|nie|niemals|außer)(?![\p{L}])/iu,
  negation: /(?<![\p{L}])(?:nicht|kein\w*|nie|niemals|außer)(?![\p{L}])/iu,
  absolute:
    /(?<![\p{L}])(?:immer|nie|niemals|niemand|jede[rsnm]?|unmöglich|ausnahmslos|auf keinen fall|in jedem fall|unter keinen umständen)(?![\p{L}])/iu,
  leaning:
    /(?<![\p{L}])(?:wie (?:wir|sie|du) (?:oben|eben|vorhin|gerade)? ?(?:gesehen|gelernt|gelesen|besprochen)|wie oben|(?:oben|vorhin|eben) (?:genannt|beschrieben|erwähnt|gezeigt)\w*|weiter oben|(?:laut|im) (?:obigen )?text|in dieser lektion|(?:letzten|vorigen|vorherigen) (?:lektion|abschnitt|kapitel|frage))(?![\p{L}])/iu,
  ofThese: /(?<![\p{L}])(?:welche\w*|was) (?:der folgenden|von (?:den )?folgenden|dieser|von diesen)(?![\p{L}])/iu,
  answerLetter:
    /(?<![\p{L}])(?:(?:Antwort|Option|Möglichkeit) (?:[A-F]|[1-6])|(?:zweite|dritte|vierte)[nr]? (?:Antwort|Option|Möglichkeit))(?![\p{L}\d])/u,
  feelsGood: /^(?:gehört|ernst genommen|verstanden|respektiert|erleichtert|beruhigt|gut aufgehoben|wertgeschätzt|zufrieden)(?![\p{L}])/iu,
  feelsBad: /^(?:abgewiesen|abgewimmelt|ignoriert|beleidigt|beschuldigt|nicht ernst genommen|allein gelassen|wütend)(?![\p{L}])/iu,
  saysWrong: /^(?:nein(?!, (?:er|man|niemand)(?![\p{L}]))|nicht ganz|falsch|leider (?:falsch|nicht|nein)|das ist falsch)[,.!:—–]/iu,
  saysRight: /^(?:ja[,.!]|(?:das ist )?(?:richtig|korrekt)[.!:]|(?:genau|gut gemacht|perfekt)[.!])/i,
  yesNo: /^(?:ja|nein)(?![\p{L}])/iu,
  approves:
    /^(?:richtig|korrekt|ja|genau)(?![\p{L}])|(?<![\p{L}])(?:richtige|korrekte|beste|bessere)[rnsm]? (?:erste[rnsm]? )?(?:antwort|weg|schritt|wahl)(?![\p{L}])|(?<![\p{L}])(?:ist|sind|war) (?:richtig|korrekt|am besten)(?![\p{L}])/iu,
  weighs:
    /(?<![\p{L}])(?:nicht|kein\w*|nie|niemals|niemand|nur|erst|zu|statt|anstatt|als|aber|sondern|während|ohne|scheint|klingt|falsch|weniger|mehr|wenn)(?![\p{L}])/iu,
  pickCount:
    /(?<![\p{L}])(?:wähle\w*|kreuze\w*|markiere\w*|welche)(?: sie)?(?: die)? (zwei|drei|vier|[2-4])(?![\p{L}\d])(?! (?:tage|stunden|minuten|wochen|monate|jahre))/iu,
  pickOne:
    /(?:^|[.!?:,]\s+)((?:wähle\w*|kreuze\w*|markiere\w*)(?: sie)?(?: (?:nur|genau|die))* eine?(?: (?:beste|richtige))? antwort(?![\p{L}]))|(?<![\p{L}])(welche eine(?![\p{L}])|(?:die|der|das) eine (?:richtige|beste|korrekte)\s\p{L}+)/imu,
  units:
    /^(?:sekunden?|minuten?|stunden?|tagen?|wochen?|monaten?|jahren?|prozent|euro|mal|von|oder|bis|und|uhr|menschen|leuten?|kunden|anrufen?|kolleg\w*|sind|ist|war|waren|haben|hat|können|kann)$/i,
  counts: { zwei: 2, drei: 3, vier: 4, fünf: 5, sechs: 6, sieben: 7, acht: 8, neun: 9, zehn: 10 },
  orderWord:
    /^(?:zuerst|zunächst|erstens|zweitens|drittens|dann|danach|anschließend|als nächstes|zuletzt|schließlich|zum schluss|schritt \d)(?![\p{L}])/iu,
  bare: /^(?:(?:ja|nein|das ist|leider)[,.!]? *)?(?:richtig|falsch|korrekt|genau|gut gemacht|super|prima|perfekt|stimmt|leider falsch|ja|nein|leider nicht|leider nein)$/i,
  // Amstad 1978.
  ease: (sentence, syllables) => 180 - sentence - 58.5 * syllables,
}

const known: Record<string, Words> = { en, de }

export const wordsOf = (locale: string): Words | undefined => known[languageOf(locale)]

/** The language of which a text has common words, where it has none of its own language. */
export function foreignIn(text: string, locale: string): string | undefined {
  const own = wordsOf(locale)
  return !own || own.common.test(text) ? undefined : Object.keys(known).find((language) => known[language]!.common.test(text))
}
