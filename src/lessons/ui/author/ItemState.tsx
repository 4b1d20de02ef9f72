import { views } from '../../../items/ui/views.ts'
import { verdictWords } from '../../../items/ui/words.ts'
import type { ItemState as State } from '../../preview.ts'
import type { Prompted } from '../../prompt.ts'

/** An item after an answer, as it stands before the learner then. */
export default function ItemState({ prompt, id, state }: { prompt: Prompted['prompt']; id: string; state: State }) {
  const { response, verdict, feedback } = state
  const View = views[prompt.type]!
  return (
    <div class="item">
      <View
        prompt={prompt}
        id={id}
        answer={response}
        onAnswer={() => undefined}
        feedback={feedback}
        verdict={verdict}
        back={feedback.back}
        locked
      />
      <p class="state">
        <strong>{verdictWords(verdict, feedback)}</strong>
      </p>
    </div>
  )
}
