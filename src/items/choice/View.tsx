import { Question, Takeaway } from '../ui/Html.tsx'
import { OptionResults } from '../ui/OptionResults.tsx'
import { Options } from '../ui/Options.tsx'
import type { ViewProps } from '../ui/view.ts'
import type { ChoiceAnswer, ChoicePrompt } from './index.ts'

export default function View({ prompt, id, answer, onAnswer, feedback, locked }: ViewProps<ChoicePrompt, ChoiceAnswer>) {
  const many = prompt.pick === 'many'
  const chosen = answer?.options ?? []
  return (
    <>
      <Question id={id} html={prompt.html} />
      {feedback?.options ? (
        <OptionResults options={prompt.options} results={feedback.options} chosen={chosen} />
      ) : (
        <Options
          id={id}
          name="options"
          options={prompt.options}
          how={many ? 'Choose all that apply' : 'Choose one'}
          many={many}
          chosen={chosen}
          onChosen={(options) => onAnswer(options.length > 0 ? { options } : undefined)}
          locked={locked}
        />
      )}
      <Takeaway html={feedback?.takeaway} />
    </>
  )
}
