import type { TaskType } from '@/lib/vocabulary'

/** One sign of what the user wants: `because` is what the explanation calls it. */
export type TaskRule = { taskType: TaskType; weight: number; because: string; pattern: RegExp }

const MAKE =
  '(?:write|rewrite|compose|craft|draft|create|generate|pen|make|prepare|produce|develop|design|build|implement|give me|tell me|tell|come up with|help me (?:with|write)|need|want|suggest|invent|brainstorm)'
const near = (verbs: string, nouns: string, reach = 60) =>
  new RegExp(`\\b${verbs}\\b[^.?!\\n]{0,${reach}}\\b(?:${nouns})\\b`)
const any = (words: string) => new RegExp(`\\b(?:${words})\\b`)

const PROGRAM =
  'functions?|methods?|class|script|programs?|code|snippet|algorithm|app|application|website|web ?page|web ?server|api|endpoint|sql|query|queries|regex|regular expressions?|unit tests?|test cases?|component|dockerfile|makefile|cli|bot|parser|crawler|scraper|module|library|package|compiler|interpreter|decorator|hook|middleware|cron ?job|macro|stored procedure|schema|migration|data structure|pipeline|workflow file|html|css|config(?:uration)? file|loop'
const LANGUAGE =
  'python|javascript|typescript|java|c\\+\\+|c#|golang|kotlin|php|ruby on rails|haskell|scala|perl|matlab|bash|powershell|shell script|sql|mysql|postgres(?:ql)?|sqlite|mongodb|redis|html5?|css|scss|tailwind|react(?:\\.?js)?|vue(?:\\.?js)?|angular|svelte|next\\.?js|node(?:\\.?js)?|express\\.js|django|flask|fastapi|spring boot|laravel|numpy|pandas|pytorch|tensorflow|docker|kubernetes|terraform|ansible|git|github actions|webpack|vite|npm|pip|graphql|rest api|grpc|regex|vba|latex|verilog|curl|programming language|c/c\\+\\+'
const TEXT_FORM =
  'story|stories|tale|fairy tale|fable|poems?|poetry|haikus?|limericks?|sonnets?|ballad|odes?|songs?|lyrics|rap|verse|jingle|essay|e-?mails?|letters?|blog(?: post)?|articles?|speech|eulogy|toast|screenplay|movie script|play|skit|dialogue|monologue|scenes?|novel|novella|chapter|prologue|taglines?|slogans?|mottos?|product descriptions?|tweets?|captions?|posts?|newsletter|press release|cover letter|bio|biography|jokes?|puns?|riddles? for|plot|plot twist|characters?|backstory|headlines?|titles?|subject lines?|ad|ads|advert(?:isement)?|ad copy|copy|invitation|announcement|testimonial|pitch|diary entry|journal entry|obituary|memoir|vows|greeting card|birthday message|card|opinion piece|piece|lesson plan|personal statement|outline|proposal|report on|memo|agenda|thank[- ]you note|note|message|paragraph|sentences?|review|op-ed|column|opening|ending|names? for|campaign|quest|adventure|world|legend|myth|metaphors?|description of'

/** Patterns run on lower-case prose, code cut out. Weights add up; 2 is a hint, 4 a clear request. */
export const TASK_RULES: readonly TaskRule[] = [
  // Coding
  { taskType: 'coding', weight: 4, because: 'asks for a program', pattern: near(MAKE, PROGRAM, 50) },
  {
    taskType: 'coding',
    weight: 4,
    because: 'names a programming language or tool',
    pattern: new RegExp(`(?<![\\w-])(?:${LANGUAGE})(?![\\w+#])`),
  },
  {
    taskType: 'coding',
    weight: 2.5,
    because: 'names an ambiguous language as one',
    pattern:
      /\b(?:in|using|with|my|our|a|the) (?:rust|go|swift|ruby|r|c|dart|julia|lua|elixir|clojure)(?= (?:code|program|function|project|app|service|library|script|crate|struct|closure|compiler|borrow)|[.,?!)]|$)/,
  },
  {
    taskType: 'coding',
    weight: 3.5,
    because: 'repairs or improves code',
    pattern:
      /\b(?:debug|code snippet|(?:identify|find|fix|spot)[^.?!\n]{0,30} bugs?|refactor|recompile|compil(?:e|es|er|ing|ation)|code review|type ?error|syntax error|segfault|null ?pointer|stack ?trace|memory leak|race condition|deadlock|merge conflict|rebase|unit tests?|lint(?:er|ing)?|stack overflow|import error|off-by-one)\b/,
  },
  {
    taskType: 'coding',
    weight: 2.5,
    because: 'speaks of code',
    pattern: any(
      'code|codebase|coding|bug|bugs|source file|repo|repository|pull request|git commit|commit message|backend|front-?end|full-?stack|microservices?|oauth|jwt|websockets?|cors|http request|json parser|yaml|linked list|binary (?:search )?tree|hash ?map|hash table|recursion|recursive(?:ly)?|array|arrays|time complexity|big-?o|dynamic programming|data structures?|leetcode|async|await|pseudocode|source code|sorting algorithms?|computer science|thread-?safe|mutex|garbage collection|pointer|dependency injection|orm|ci/cd|css|dom|foreign key|sql injection|index(?:es)? on|left join|inner join',
    ),
  },
  {
    taskType: 'coding',
    weight: 2,
    because: 'asks about software',
    pattern:
      /\b(?:programming|software|algorithm|database|object-oriented|functional programming|design pattern|framework|sdk|compiler|terminal|command line|deploy|server|localhost|endpoint|variable|parameter|boolean|string|integer|exception)\b.*\b(?:function|implement|code|error|return|throw|program|method|class|run|loop|api|query)/,
  },
  {
    taskType: 'coding',
    weight: 3,
    because: 'shows an array',
    pattern: /\[-?\d+(?:, ?-?\d+)+\]/,
  },
  {
    taskType: 'coding',
    weight: 3,
    because: 'is building software',
    pattern:
      /\b(?:creating|building|making|developing|coding|deploying) (?:a|an|my|our|the) (?:\w+ ){0,2}(?:website|app|application|api|bot|game|server|plugin|extension)\b/,
  },
  {
    taskType: 'coding',
    weight: 3,
    because: 'implements something',
    pattern: near(
      '(?:implement|optimi[sz]e|port|unit[- ]test|parse|serialize|deploy)',
      `${PROGRAM}|search|sort|sorting|cache|queue|stack|tree|graph|server|client|auth(?:entication)?|login|pagination|array|string|list`,
    ),
  },
  {
    taskType: 'coding',
    weight: 3,
    because: 'describes input and output of a program',
    pattern:
      /\b(?:returns? (?:the|a|an|true|false)|(?:takes?|given) (?:a|an|two|in) (?:\w+ )?(?:list|string|array|number|integer|dict(?:ionary)?|arguments?)|given (?:a|an|two) (?:\w+ )?(?:arrays?|strings?|linked list|binary tree|matrix|list of integers))\b/,
  },

  // Reasoning
  {
    taskType: 'reasoning',
    weight: 3,
    because: 'asks to solve or prove',
    pattern:
      /\b(?:solve (?:for|the (?:equations?|system|inequality|following|differential|problem|puzzle)|this|these|x)|prove|disprove|calculate|compute|evaluate the (?:expression|integral|limit|sum|following)|simplify|factori[sz]e|differentiate|integrate|derive|work out|find (?:all|the) (?:\w+ )?(?:values?|solutions?|roots?|integers?|numbers?|remainder|area|volume|probability|length|angle|sum|slope|derivative|maximum|minimum|x|n|domain|inverse))\b/,
  },
  {
    taskType: 'reasoning',
    weight: 2.5,
    because: 'uses the words of mathematics',
    pattern: any(
      'equations?|inequality|probability|remainder|divisible|divided by|prime numbers?|integers?|triangle|rectangle|circle|radius|perimeter|hypotenuse|polynomial|quadratic|integral|antiderivative|differential|conjecture|limit of|derivative|logarithm|matrix|eigenvalues?|theorem|modulo|factorial|permutations?|combinations?|dice|coin flips?|expected value|standard deviation|arithmetic|geometric (?:series|sequence|progression)|square root|fraction|decimal|percent|percentage|average speed|compound interest|interest rate|vertices|coordinates|algebra|geometry|calculus|by \\d+ ?%',
    ),
  },
  {
    taskType: 'reasoning',
    weight: 3,
    because: 'writes a formula',
    pattern:
      /\d\s*[+*×÷^=]\s*[\d(a-z]|\d\s+[-/]\s+\d|\b[a-z]\s*(?:\^|\*\*)\s*\d|\b\d*[a-z]\s*[-+]\s*\d*[a-z]?\s*=|\b[fgh]\([a-z0-9]\)\s*=?|\\(?:frac|int|sum|sqrt|lim)|√|∫|∑|≤|≥|\b[a-z] ?= ?-?\d/,
  },
  {
    taskType: 'reasoning',
    weight: 3.5,
    because: 'poses a puzzle',
    pattern:
      /\b(?:puzzle|riddle|clues?|premises?|valid conclusion|seating|(?:sits?|sitting|seated) (?:next|opposite|second|third|between)|order of preference|brain ?teaser|logically|logical(?: reasoning| deduction| fallacy)?|syllogism|deduce|infer who|knights? and knaves|truth-?teller|always lies?|monty hall|trolley problem|paradox|river crossing|which (?:door|box|hat|day|person)|who (?:is|was) the (?:tallest|oldest|youngest|shortest|fastest|murderer|thief|killer|last|winner)|in what order|what comes next|next (?:number|term|letter) in|odd one out|true or false)\b/,
  },
  {
    taskType: 'reasoning',
    weight: 3,
    because: 'gives premises',
    pattern:
      /\b(?:all|some|no|every|most) \w+ (?:are|is|have) (?:\w+ ){0,3}(?:\w+)[.,;].*\b(?:therefore|must|conclude|does (?:it|that|this) follow|are (?:all|some|any)|is (?:it|a|the|every))|\bif .{3,120}\b(?:then )?(?:who|which|how many|how much|how long|how old|how far|what (?:day|time|place|number|is the|would be the)|where (?:is|was|will|am))\b|\b(?:taller|older|younger|shorter|heavier|faster|left|right|north|south|east|west) (?:than|of)\b.*\b(?:taller|older|younger|shorter|heavier|faster|left|right|north|south|east|west) (?:than|of)\b/s,
  },
  {
    taskType: 'reasoning',
    weight: 1.5,
    because: 'asks how many',
    pattern: /\bhow (?:many|much|old|far|long|fast|tall|heavy|likely)\b[^.!\n]*\?/,
  },
  {
    taskType: 'reasoning',
    weight: 2,
    because: 'wants the steps',
    pattern:
      /\bstep[- ]by[- ]step (?:reasoning|solution|calculation|logic|thinking)|\b(?:show|explain) (?:me )?(?:your|the) (?:work(?:ing)?|steps|reasoning|answer|thinking)\b|\bthink (?:it )?(?:through|step)|\bestimate\b|\bback-of-the-envelope\b/,
  },
  {
    taskType: 'reasoning',
    weight: 2,
    because: 'tells of family ties or turns',
    pattern:
      /\b(?:has|have) (?:\w+ ){1,2}(?:brothers?|sisters?|sons?|daughters?|siblings)\b|\b(?:turn(?:s|ed)?|facing) (?:left|right|north|south|east|west)\b/,
  },

  {
    taskType: 'reasoning',
    weight: 3,
    because: 'asks for a rough number',
    pattern:
      /\bhow (?:many|much|far|long|fast)\b.*\b(?:fit (?:in|into)|in a lifetime|would it take|on average|per (?:day|year|person)|every (?:day|year)|each (?:day|year)|at any given)\b/,
  },

  // Creative
  { taskType: 'creative', weight: 4, because: 'asks for a piece of writing', pattern: near(MAKE, TEXT_FORM) },
  {
    taskType: 'creative',
    weight: 3.5,
    because: 'plays a role',
    pattern:
      /\b(?:role-?play(?:ing)?|role play|pretend (?:to be|you|that you|we)|suppose you are|consider yourself|if you were an? (?!in\b)\w+|your name is|imagine (?:you|yourself|that you|we|being)|act (?:as|like)|take on the (?:role|persona)|play the (?:role|part)|(?:assume|adopt|embody|embrace|take) the (?:role|persona|identity|character)|put yourself in|stay in character|in character|speak (?:like|as) (?:a|an|the)|talk like|as if you (?:were|are)|from the (?:perspective|point of view|viewpoint) of|(?:in|with) the (?:style|voice|manner) of|dungeon master|game master|let's play|you are (?:now )?(?:a|an|the) (?:\w+ ){0,3}(?:pirate|wizard|detective|knight|vampire|robot|alien|king|queen|dragon|bard|poet|comedian|villain|superhero|time traveler|ghost|medieval|captain|character|tavern|innkeeper|goblin|elf|dwarf))\b/,
  },
  {
    taskType: 'creative',
    weight: 3,
    because: 'edits a text',
    pattern:
      /\b(?:rewrite|rephrase|paraphrase|proofread|reword|polish (?:this|my|the)|edit (?:this|the|my)|improve (?:this|my|the) (?:\w+ )?(?:writing|paragraph|sentence|essay|email|text|letter|draft|intro(?:duction)?|wording|tone)|make (?:this|it|my \w+) (?:sound|more (?:formal|concise|engaging|persuasive|friendly|professional|polite))|(?:correct|fix) (?:the |any |my )?(?:\w+ )?(?:grammar|grammatical|spelling|punctuation)|continue (?:the|this) story|finish (?:the|this) (?:story|poem))\b/,
  },
  {
    taskType: 'creative',
    weight: 2.5,
    because: 'names a literary form',
    pattern: any(
      'short story|poem|haiku|limerick|sonnet|lyrics|screenplay|fan ?fiction|stanzas?|rhym(?:e|es|ing)|fantasy (?:world|setting|novel|story)|sci-fi|protagonist|antagonist|worldbuilding|one-liner|stand-up|satire|parody|bedtime story|creative writing|d&d|rpg|narrat(?:e|or|ive)',
    ),
  },
  {
    taskType: 'creative',
    weight: 2.5,
    because: 'asks for ideas in words',
    pattern:
      /\b(?:catchy|creative|original|funny|witty|humorous|whimsical|poetic|heartfelt|inspirational|evocative|vivid|captivating|compelling|engaging|persuasive)\b.{0,50}\b(?:name|names|title|titles|ideas?|text|description|introduction|intro|message|style|tone|paragraph|answer|way|post|concept|theme)\b/,
  },
  {
    taskType: 'creative',
    weight: 3,
    because: 'asks to be creative in another language',
    pattern:
      /\b(?:schreibe?|verfasse|dichte|erzähle?|escribe|escríbeme|cuéntame|redacta|escreva|conte|écris|rédige|raconte|scrivi|racconta)\b|(?:написать|напиши|сочини|расскажи)|(?:写一|寫一|讲一个|編一|作文)|(?:書いて|物語|詩を)/,
  },

  {
    taskType: 'creative',
    weight: 2.5,
    because: 'speaks as somebody',
    pattern: /^as (?:a|an|the) [\w -]{3,40}, |\byou are (?:now )?an? \w+/,
  },
  {
    taskType: 'creative',
    weight: 4,
    because: 'asks for a written part',
    pattern: near('(?:write|draft|compose)', 'introduction|intro|conclusion|report|abstract|guide|profile'),
  },
  {
    taskType: 'creative',
    weight: 5,
    because: 'asks for a script to be performed',
    pattern:
      /\bscript for (?:a|an|the|my) (?:[\w-]+ )?(?:video|podcast|play|movie|commercial|film|ad|scene|show|youtube)/,
  },

  // Analysis
  {
    taskType: 'analysis',
    weight: 2.5,
    because: 'asks to identify something',
    pattern: /(?<!\byou )\bidentify (?:the|all|any|each|which|and)\b/,
  },
  {
    taskType: 'analysis',
    weight: 2,
    because: 'asks for differences',
    pattern:
      /\b(?:differences? between|similarities|(?:thorough|detailed|comparative|critical|in-depth) analysis)\b/,
  },
  {
    taskType: 'analysis',
    weight: 1.5,
    because: 'wants a table',
    pattern: /\b(?:in|as|into) (?:an? )?(?:valid )?(?:json|csv|table|markdown table)\b/,
  },
  {
    taskType: 'analysis',
    weight: 3.5,
    because: 'asks to analyse or compare',
    pattern:
      /\b(?:analy[sz]e|analysis|analy[sz]ing|compare|comparison|contrast|critique|critically|assess|assessment|evaluate|examine|interpret|pros and cons|advantages and disadvantages|strengths and weaknesses|trade-?offs?|swot|root cause|benchmark|cost-benefit|feasibility|thorough review)\b/,
  },
  {
    taskType: 'analysis',
    weight: 3.5,
    because: 'asks to summarise',
    pattern:
      /\b(?:summari[sz]e|summary|tl;?dr|key (?:points|takeaways|findings|themes|arguments)|main (?:points?|ideas?|argument|takeaways?|themes?)|condense|executive summary|action items|minutes)\b/,
  },
  {
    taskType: 'analysis',
    weight: 5,
    because: 'asks to extract or classify',
    pattern:
      /\b(?:extract|classify|categori[sz]e|label (?:each|the|these|this)|tag (?:each|the|these)|group (?:these|the|them)|sentiment|named entit(?:y|ies)|pull out|list (?:all|every|each) (?:the )?(?:\w+ )?(?:names?|dates?|persons?|people|mention\w*|entit\w*|compan\w*|places?|locations?|amounts?|numbers?|items?) (?:\w+ ){0,3}(?:in|from|mentioned)|count (?:the|how)|rank (?:the|these|them)|rate (?:the|each|these|this)|on a scale of|fact-?check|turn (?:this|these|the) .{0,40}into (?:a )?(?:table|json|csv|list))\b/,
  },
  {
    taskType: 'analysis',
    weight: 3,
    because: 'works on a given text or data',
    pattern:
      /\b(?:(?:following|given|below|this|these|above) (?:\w+ ){0,2}(?:text|passage|paragraph|article|data|dataset|table|reviews?|records?|report|abstract|transcript|feedback|figures|numbers|statements?|survey|responses|tickets|comments|logs?|contract|clause|study|results|conversation|chart|scenario|case|documents?|excerpt|metrics|complaints?|news|headlines|quotes?)|based on (?:the|this|these) (?:\w+ ){0,2}(?:text|passage|article|data|table|report|information|figures|numbers|reviews|context)|(?:text|passage|article|data|review|transcript|table)s? (?:below|above)|from the (?:\w+ )?(?:text|passage|article|data|table|report|reviews))\b/,
  },
  {
    taskType: 'analysis',
    weight: 2.5,
    because: 'asks for effects or trends',
    pattern:
      /\b(?:implications?|impacts?|effects? (?:of|on)|influence (?:of|on)|consequences|correlation|trends?|insights?|drivers of|factors (?:that|behind|contribut\w+|affect\w*|influenc\w+)|significance of|relationship between|to what extent|how (?:did|does|do|has|have) .{3,60}(?:affect|influence|impact|shape|change|contribute|differ))\b/,
  },
  {
    taskType: 'analysis',
    weight: 2,
    because: 'weighs business or policy',
    pattern: any(
      'market|revenue|churn|retention|kpis?|conversion rate|quarter|quarterly|stakeholders?|strategy|strategic|competitors?|risks?|recommendation report|hypothesis|methodology|argument|evidence|thesis|policy|segmentation|forecast|cohort',
    ),
  },
  {
    taskType: 'analysis',
    weight: 1,
    because: 'asks to discuss',
    pattern: any('discuss|argue|justify|elaborate on|reflect on|review'),
  },

  // Files
  {
    taskType: 'file_processing',
    weight: 5,
    because: 'speaks of an attached file',
    pattern:
      /\b(?:attach(?:ed|ment|ments)|uploaded|i(?:'ve| have)? upload|(?:this|these|the|my|our) (?:pdfs?|spreadsheets?|docx?|xlsx?|csv file|excel (?:file|sheet)|word (?:document|file)|powerpoint|slides?|slide deck|zip|image file|scans?|scanned \w+|screenshots?|photos?|images?|pictures?|recording|audio file|video file|file|files)|(?:pdf|csv|xlsx|docx|image|audio|zip|pptx) (?:i|file (?:i|and|to|with|for)|to (?:a )?(?:word|text|csv|excel|pdf|json)))\b(?! (?:system|format|name|path|size|handle|permission))/,
  },

  // Tools
  {
    taskType: 'function_calling',
    weight: 4,
    because: 'asks to act with a tool',
    pattern:
      /\b(?:(?:use|call|invoke|run|trigger|execute) (?:the |your |a |an )?(?:[\w_-]+ )?(?:tools?|functions? calls?|plugin|webhook|search tool|calculator tool|get_\w+|web search)|tool calls?|function call(?:ing)?|search (?:the )?(?:web|internet|online)|google (?:for|the)|browse (?:to|the)|look up (?:the )?(?:current|latest|order|customer|account|status|flight|price|weather|ticket)|(?:set|create|add) (?:a|an|me a|me an|the) (?:\w+ ){0,2}(?:reminder|alarm|timer|calendar event|event|to-?do|task (?:in|to)|ticket)|remind me|wake me|(?:book|reserve|order|cancel|reschedule) (?:me |a |an |the |my |two |us )+(?:\w+ ){0,3}(?:flight|table|room|hotel|taxi|uber|cab|ride|pizza|ticket|tickets|appointment|meeting|order|subscription|reservation|seat)|schedule (?:a|an|the|my) (?:\w+ ){0,3}(?:meeting|call|appointment|interview)|turn (?:on|off|up|down) the|(?:send|post|forward) (?:an?|the|this) (?:\w+ )?(?:e-?mail|message|slack message|text|sms|invite|invoice) to|what(?:'s| is) the (?:current )?(?:weather|temperature|stock price|exchange rate|price of bitcoin|time in)|(?:weather|forecast) (?:in|for) \w+ (?:today|tomorrow|right now|this week)|play (?:some|the song|my playlist)|(?:transfer|pay|convert and send) \$?\d+|(?:delete|archive|update|fetch|get|retrieve) (?:the |my |all )?(?:\w+ )?(?:customer|user|order|account|invoice|calendar|inbox|crm|jira|salesforce|hubspot|ticket)s? ?(?:record|data|id|number|status|details|#|\d|from|in|for))\b/,
  },

  // General chat
  {
    taskType: 'general_chat',
    weight: 2.5,
    because: 'asks for an explanation',
    pattern:
      /^(?:can you |could you |please |hey,? |hi,? )*(?:explain|describe|what (?:is|are|was|were|does|do|causes?|makes?|happens)|who (?:is|was|are|were|invented|wrote|discovered)|when (?:did|was|is|were)|where (?:is|are|was|can|do)|why (?:is|are|do|does|did|was|were|can't)|tell me (?:about|more|something)|define|how (?:do|does|did|can|could|should|is|are|to|old|tall|far|much|many|long|big)|is (?:it|there|a|the)|are (?:there|you)|do (?:you|i|we)|does|did|can (?:i|you|we|a|cats|dogs)|should|which|what's|what)\b/,
  },
  {
    taskType: 'general_chat',
    weight: 2.5,
    because: 'wants to understand',
    pattern:
      /[.?!:,] (?:please |can you |could you )?(?:explain (?!(?:your|the (?:answer|steps))\b)|teach me|describe how)/,
  },
  {
    taskType: 'general_chat',
    weight: 1.5,
    because: 'asks for advice',
    pattern:
      /\b(?:recommend(?:ations?)?|advice|tips|suggest(?:ions)?|what should i|should i|how (?:can|should) (?:i|we|one)|best (?:way|ways|places?|time|practices)|ideas for|recipe|travel|itinerary|workout|meal plan|gift)\b/,
  },
  {
    taskType: 'general_chat',
    weight: 3,
    because: 'makes conversation',
    pattern:
      /^(?:hi|hello|hey|yo|good (?:morning|evening|afternoon|night)|thanks|thank you|thx|ok(?:ay)?|cool|great|nice|bye|how are you|what's up|sup|lol|haha|who are you|are you (?:an? )?(?:ai|human|real|there)|hola|bonjour|hallo|ciao|olá|salut)\b.{0,60}$/,
  },

  // Other
  {
    taskType: 'other',
    weight: 4,
    because: 'asks for a translation',
    pattern:
      /\btranslat(?:e|ion|ing)\b|\bhow do (?:you|i) say\b|\b(?:in|into|to) (?:french|german|spanish|italian|portuguese|chinese|japanese|korean|russian|arabic|hindi|dutch|turkish|polish|english)\b(?= *[:"“]|[.?!]?$)/,
  },
]
