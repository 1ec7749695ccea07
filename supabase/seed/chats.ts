import type { Complexity, TaskType } from '@/lib/vocabulary'

type ChatTurn = { taskType: TaskType; complexity: Complexity; question: string; answer: string }
export type Chat = { title: string; turns: readonly ChatTurn[] }

const said = (taskType: TaskType, complexity: Complexity, question: string, answer: string): ChatTurn => ({
  taskType,
  complexity,
  question,
  answer,
})
const chat = (title: string, ...turns: ChatTurn[]): Chat => ({ title, turns })

/** What the demo lead talked about, the latest last. */
const leadChats: readonly Chat[] = [
  chat(
    'Agenda for the quarterly review',
    said(
      'general_chat',
      'simple',
      'Give me an agenda for a one-hour quarterly review with eight people.',
      '1. What we said we would do (5 min)\n2. What happened, in figures (15 min)\n3. Two things that went well and why (10 min)\n4. Two that did not (15 min)\n5. What changes next quarter (10 min)\n6. Who does what by when (5 min)',
    ),
  ),
  chat(
    'Which support topics grow fastest',
    said(
      'analysis',
      'medium',
      'Tickets by topic, last month and this: billing 120 → 131, login 80 → 128, imports 40 → 66, other 210 → 214. What should worry me?',
      '**Login (+60 %) and imports (+65 %).** Billing (+9 %) and other (+2 %) are within what a month moves by itself.\n\nLogin matters more: it added 48 tickets, imports 26. Look first at what changed for login around the start of this month.',
    ),
    said(
      'analysis',
      'simple',
      'And if this month had two working days more?',
      'With about 10 % more working days expect about 10 % more tickets everywhere. Billing then did not grow at all; login is still up by 45 %, imports by half.',
    ),
  ),
  chat(
    'Welcome text for the open beta',
    said(
      'creative',
      'medium',
      'Write a short welcome for people who join our open beta of the companion app. Warm, no exclamation marks.',
      'Pull up a chair. The lamps are lit, some of the maps still have white spots, and a few doors stick. You will notice things that we no longer see; tell us about them. We read every note, and most evenings somebody is here to answer.',
    ),
  ),
  chat(
    'Retention query in SQL',
    said(
      'coding',
      'medium',
      'SQL for weekly retention: of the users first seen in a week, how many come back in each later week? Table visits(user_id, visited_at).',
      "```sql\nwith first_week as (\n  select user_id, date_trunc('week', min(visited_at)) as cohort\n  from visits\n  group by user_id\n)\nselect\n  cohort,\n  (date_trunc('week', visited_at)::date - cohort::date) / 7 as week,\n  count(distinct visits.user_id) as users\nfrom visits\njoin first_week using (user_id)\ngroup by cohort, week\norder by cohort, week;\n```\nWeek 0 is the size of the cohort; divide by it for the rate.",
    ),
  ),
  chat(
    'Three dice, at least one six',
    said(
      'reasoning',
      'simple',
      'What is the chance of at least one six with three dice?',
      'Of no six: (5/6)³ = 125/216. So of at least one: 1 − 125/216 = **91/216, about 42 %**.',
    ),
    said(
      'reasoning',
      'medium',
      'And how many dice until it is above 90 %?',
      'We need (5/6)ⁿ < 0.1, so n > ln 0.1 ÷ ln(5/6) = 12.6. **Thirteen dice.**',
    ),
  ),
  chat(
    'Reply to a customer who lost notes',
    said(
      'general_chat',
      'medium',
      'Draft a reply: a customer lost session notes because two tablets edited at once. We can restore yesterday’s copy.',
      'I am sorry, those notes were your evening’s work. Two tablets saved the same page, and the later one won; that is our mistake, not yours. We keep a copy of each day and can bring back yesterday’s. Shall I restore it beside today’s version, so that nothing you wrote since is touched?',
    ),
  ),
  chat(
    'Cost of moving the nightly imports',
    said(
      'analysis',
      'complex',
      'Imports take 4 h each night on one machine at $0.90/h. Splitting over four machines takes 1 h 20 min. Worth it?',
      'One machine: 4 h × $0.90 = **$3.60** a night. Four: 4 × 1⅓ h × $0.90 = **$4.80**.\n\nYou pay $1.20 a night, $36 a month, for 2 h 40 min. Worth it if somebody waits for the result before 6 a.m., otherwise not. The split costs a third more machine time, so something is done four times: most likely the load of the rulebooks.',
    ),
  ),
  chat(
    'Name for the release',
    said(
      'creative',
      'simple',
      'Five names for our autumn release, theme: lamps and ink.',
      '1. Lamplight\n2. First Ink\n3. Wick & Margin\n4. The Long Evening\n5. Marginalia',
    ),
  ),
  chat(
    'What changed in the rulebook',
    said(
      'file_processing',
      'medium',
      'Summarise the differences between these two versions of chapter 4 for players.',
      '**Shorter rests heal less** (one die instead of two). **Torches last four hours**, not six. **Falling** now counts from 3 m. Everything else is wording.',
    ),
  ),
  chat(
    'Interview questions for a support lead',
    said(
      'general_chat',
      'simple',
      'Four interview questions for a support lead that are hard to rehearse.',
      '1. Show me an answer you sent that you would write differently now.\n2. Which of our help pages would you delete, and why?\n3. A customer is right and our rule is wrong. What do you do in the next ten minutes?\n4. How would you notice that your team is tired before they say so?',
    ),
  ),
  chat(
    'Is the drop in thumbs real?',
    said(
      'reasoning',
      'complex',
      'Last month 84 of 100 rated answers were good, this month 52 of 70. Did it get worse?',
      '84 % against 74 %. The difference is 10 points with a standard error of about √(0.84·0.16/100 + 0.74·0.26/70) = 6.4 points, so z ≈ 1.5. **A hint, not proof**: by chance alone one sees this about one time in eight.',
    ),
  ),
  chat(
    'Escalation rules for tickets',
    said(
      'function_calling',
      'medium',
      'Turn this into a rule: billing tickets older than a day go to Noor, anything with “refund” at once.',
      '```json\n[\n  { "if": { "text_contains": "refund" }, "assign": "noor", "priority": "high" },\n  { "if": { "topic": "billing", "older_than_hours": 24 }, "assign": "noor" }\n]\n```\nThe first rule that fits wins, so refunds come first.',
    ),
  ),
  chat(
    'Privacy note in plain words',
    said(
      'creative',
      'medium',
      'Rewrite for humans: “Data subjects may request erasure of personal data processed by the controller.”',
      '“You can ask us to delete what we store about you, and we will.”',
    ),
  ),
  chat(
    'Gemini answers feel slow this week',
    said(
      'analysis',
      'simple',
      'People say the file summaries have been slow since a few days. Where do I look?',
      'Compare this week with the one before for that task alone, model by model: response time and failures together. If one model got slower *and* fails more, it is the provider; if all did, look at your own network or at longer files.',
    ),
  ),
  chat(
    'Standup in three lines',
    said(
      'general_chat',
      'simple',
      'Make this a three-line standup: finished beta invites, import bug found but not fixed, need Felix for the map tiles.',
      'Done: beta invitations are out.\nDoing: the import bug; the cause is known, the fix is not written.\nNeed: Felix, for the map tiles.',
    ),
  ),
]

/** What the demo member talked about, the latest last. */
const memberChats: readonly Chat[] = [
  chat(
    'Debounce for the search field',
    said(
      'coding',
      'simple',
      'A debounce in TypeScript, please, with a cancel.',
      '```ts\nexport function debounce<A extends unknown[]>(run: (...args: A) => void, ms: number) {\n  let timer: ReturnType<typeof setTimeout> | undefined\n  const debounced = (...args: A) => {\n    clearTimeout(timer)\n    timer = setTimeout(() => run(...args), ms)\n  }\n  return Object.assign(debounced, { cancel: () => clearTimeout(timer) })\n}\n```',
    ),
    said(
      'coding',
      'simple',
      'Does it leak when the component goes away?',
      'Only until the timer fires, but then it calls into something that is gone. Call `cancel()` when the component is removed.',
    ),
  ),
  chat(
    'Tavern in a storm',
    said(
      'creative',
      'medium',
      'Describe a tavern in a storm in four sentences for my players.',
      'Rain walks across the roof like something looking for a way in. Inside, one candle serves every table, handed on when somebody has to read a face. The innkeeper counts the guests again and comes, again, to one too many. Nobody has touched the chair by the fire, and it is wet.',
    ),
  ),
  chat(
    'Off-by-one in pagination',
    said(
      'coding',
      'medium',
      'Page 2 repeats the last row of page 1. I use `where id >= cursor order by id limit 20`.',
      'The cursor is the last row you showed, and `>=` shows it again. Use `where id > cursor`. If rows can share the sort key, compare both: `where (created_at, id) > ($1, $2)`.',
    ),
  ),
  chat(
    'Explain advantage and disadvantage',
    said(
      'general_chat',
      'simple',
      'How do advantage and disadvantage cancel each other?',
      'One of each and you roll a single die, however many of either there are. Two advantages and one disadvantage is still a plain roll.',
    ),
  ),
  chat(
    'Tidy a messy CSV of monsters',
    said(
      'file_processing',
      'medium',
      'The armour column mixes “15 (natural)” and “15”. Clean it into two columns.',
      'Split at the first space: the number goes to `armour`, what stands in brackets to `armour_kind`, empty where there is none. 212 rows, 61 of them with a kind; two have “—”, which I would leave empty in both.',
    ),
  ),
  chat(
    'Race in the save button',
    said(
      'coding',
      'complex',
      'Two quick clicks on save store an older text over a newer one. How do I fix that properly?',
      'Number the saves. Keep a counter, send it along, and let the server refuse what is older:\n\n```sql\nupdate notes set body = $1, revision = $2\nwhere id = $3 and revision < $2;\n```\nNo row updated means that a newer text is there already. Disabling the button only hides it: the network can still deliver the two in the wrong order.',
    ),
    said(
      'coding',
      'medium',
      'And with two tablets?',
      'Then the counters know nothing of each other. Send the revision you *started* from and update `where revision = $started`; no row means somebody else was faster, so show both texts and ask.',
    ),
  ),
  chat(
    'A riddle for a stone door',
    said(
      'creative',
      'simple',
      'A riddle for a stone door, answer: shadow.',
      'I lie at your feet and never get dirty,\nI fall with you and never am hurt.\nThe brighter your torch, the blacker my garment;\nput it out, and I am everywhere.',
    ),
  ),
  chat(
    'How long to cross the marsh',
    said(
      'reasoning',
      'medium',
      '38 km of marsh, 3 km an hour by day for 8 hours, and every night the water pushes the raft back 2 km. When do we arrive?',
      'A day and a night gain 24 − 2 = 22 km. After the first night you stand at 22 km, 16 km are left, that is 5 h 20 min. **On the second day, early in the afternoon** if you set out at dawn.',
    ),
  ),
  chat(
    'Regex for dice notation',
    said(
      'coding',
      'simple',
      'A regex for 2d6+3, d20, 4d8-1.',
      '`/^(\\d*)d(\\d+)([+-]\\d+)?$/i`. Group 1 is how many (empty means one), group 2 the sides, group 3 the modifier.',
    ),
  ),
  chat(
    'Names for three goblins',
    said(
      'creative',
      'simple',
      'Three goblin names with one trait each.',
      '**Snib**, who collects keys. **Morra Twice-Bitten**, who will not say by what. **Old Pock**, who is eleven.',
    ),
  ),
  chat(
    'Why is this effect running twice',
    said(
      'coding',
      'medium',
      'My React effect runs twice in development, only there. Bug?',
      'No: in strict mode React mounts every component twice in development, to find effects that do not clean up. If the second run does harm, the effect is missing its cleanup function.',
    ),
  ),
  chat(
    'Handout: the letter from the keeper',
    said(
      'creative',
      'medium',
      'A letter of six lines from a lighthouse keeper who has stopped lighting the lamp. No reason given.',
      'To whoever reads the log after me:\nThe oil is full, the glass is clean, the wick is cut.\nNothing is broken. You will want to light it.\nI ask you, as one who did so for thirty years:\nbefore you do, count the lights that answer.\nThen decide.',
    ),
  ),
  chat(
    'Search tickets for the map bug',
    said(
      'function_calling',
      'simple',
      'Find open tickets that mention map tiles.',
      '```json\n{ "tool": "search_tickets", "arguments": { "status": "open", "query": "map tiles" } }\n```\nThree of them: two about missing tiles at the edge, one about slow loading on phones.',
    ),
  ),
  chat(
    'Fair loot for five players',
    said(
      'reasoning',
      'simple',
      '740 gold, five players, one of them paid 60 in advance. Who gets what?',
      'Give the 60 back first: 680 are left, 136 each. So four get **136** and the one who paid gets **196**.',
    ),
  ),
  chat(
    'Summary of last night’s session',
    said(
      'file_processing',
      'complex',
      'Make eight lines of these notes from last night, players only, no secrets of mine.',
      '1. The party reached the marsh at dusk.\n2. Brannoc sold the mule and regrets it.\n3. A light answered from the lake, twice.\n4. Nobody rowed out.\n5. Ysolde read the keeper’s log as far as page nine.\n6. The chair by the fire was wet again.\n7. They slept in shifts, all of them badly.\n8. In the morning, the boat was gone.',
    ),
  ),
]

/** By the e-mail of the login that they belong to. */
export const demoChats: ReadonlyMap<string, readonly Chat[]> = new Map([
  ['lead@demo.augury.test', leadChats],
  ['member@demo.augury.test', memberChats],
])
