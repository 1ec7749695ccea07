import type { TaskType } from '@/lib/vocabulary'

const CODE = `\`\`\`ts
export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    groups.set(key, [...(groups.get(key) ?? []), item])
  }
  return groups
}
\`\`\``

const TABLE = `| Option | Effort | Effect |
| --- | ---: | --- |
| Leave it | none | the cause stays |
| Small change | a day | most of the benefit |
| Rebuild | weeks | all of it, at a risk |`

const CALL = `\`\`\`json
{ "tool": "search_orders", "arguments": { "status": "open", "limit": 20 } }
\`\`\``

/** What an answer to each task consists of, the essential first: a longer answer takes more of it. */
const BLOCKS: Record<TaskType, readonly string[]> = {
  general_chat: [
    'Good question. In short: yes, as long as you keep it simple and look again after a week.',
    'What matters most is that everybody means the same thing by it. One sentence that you all agree on saves many later.',
    'If you tell me a little more about what it is for, I can be more exact.',
  ],
  coding: [
    'This does it without changing what comes in:',
    CODE,
    '- It walks the list once.\n- Keys keep the order in which they first appear.\n- An empty list gives an empty map.',
    '### Test it\n\n```ts\nexpect(groupBy([1, 2, 3], (n) => (n % 2 ? "odd" : "even")).get("odd")).toEqual([1, 3])\n```',
    '### What to watch\n\nFor very long lists push into the array instead of copying it; the copy is there because it is easier to reason about. If the key may be missing, decide first whether such items belong to a group of their own or nowhere, and write that decision into the type.',
  ],
  analysis: [
    '**The change is real, but smaller than it looks.** Most of the difference comes from how many cases there were, not from how they went.',
    TABLE,
    'Three things follow from it:\n\n1. Compare equal periods, or the weekend decides the result.\n2. Look at the middle case, not at the average: a few long ones pull it up.\n3. Ask what did *not* change; that is where the cause is not.',
    'I would begin with the small change, measure for two weeks, and only then decide about the rest. If the effect is gone by then, little was lost.',
  ],
  reasoning: [
    'Let us take it step by step.',
    '1. Call what we look for *x*. What is given limits it from both sides.\n2. The first condition rules out every odd value.\n3. Of what remains, only one satisfies the second condition as well.',
    '**So the answer is 42.** Put it back into both conditions, and they hold.',
    'One assumption is hidden in step two: that the parts do not influence each other. If they do, the argument still gives a lower bound, but no longer the exact value. It is worth a check before you build on it.',
  ],
  creative: [
    'The lighthouse had been dark for eleven years when the letter came, addressed to the keeper, in a hand that had learned to write from maps.',
    'She read it twice on the stairs. *Light it once more,* it said, *and I will find the way that I should have taken.* Below lay the sea, flat as a held breath.',
    'So she carried up the oil, which was older than her boots, and the matches, which were not. The lamp coughed, remembered, and threw its one long sentence over the water.',
    'Far out, something answered. Not a ship: a second light, where no rock and no tower had ever been. It blinked the way one blinks when waking, and then, slowly, it began to come closer.',
  ],
  file_processing: [
    'I went through the file and this is what is in it:',
    '| Part | Rows | Remark |\n| --- | ---: | --- |\n| Head | 1 | names are unique |\n| Body | 1,204 | 17 rows without a date |\n| Foot | 2 | sums, left out |',
    '**In short:** the figures are complete except for 17 rows without a date. They belong to the last day, going by their place in the file.',
    'Before you import it, decide about these rows, and turn the decimal commas into points; everything else can stay as it is.',
  ],
  function_calling: [
    'I would call this tool:',
    CALL,
    'It returns what is open, newest first; ask again with a `cursor` for more.',
  ],
  other: [
    'Here is what I can say about it.',
    'The usual way is to begin with what is certain, to write down what is not, and to ask for the rest. Two lines each are enough.',
    'If you want, I turn this into a list that you can work through.',
  ],
}

/** Markdown that suits the task and says on its first line that nobody thought about it; `fullness` 0–1 is how much of what could be said it says. */
export function demoAnswer(label: string, taskType: TaskType, fullness: number): string {
  const notice = `> Simulated answer of a demo model under the name ${label}: it shows speed and form, not knowledge.`
  const blocks = BLOCKS[taskType]
  return [notice, ...blocks.slice(0, Math.max(1, Math.round(fullness * blocks.length)))].join('\n\n')
}
