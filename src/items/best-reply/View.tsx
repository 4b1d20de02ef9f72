import { Question, Takeaway } from '../ui/Html.tsx'
import { OptionResults } from '../ui/OptionResults.tsx'
import { Options } from '../ui/Options.tsx'
import type { ViewProps } from '../ui/view.ts'
import { speakerOf } from '../ui/words.ts'
import type { BestReplyAnswer, BestReplyPrompt } from './index.ts'

export default function View({ prompt, id, answer, onAnswer, feedback, locked }: ViewProps<BestReplyPrompt, BestReplyAnswer>) {
  const chosen = answer ? [answer.option] : []
  return (
    <>
      <Question id={id} html={prompt.html} />
      {feedback?.options ? (
        <OptionResults options={prompt.options} results={feedback.options} chosen={chosen} speaker={speakerOf(prompt.html)} />
      ) : (
        <Options
          id={id}
          name="option"
          options={prompt.options}
          how="Choose the best reply"
          chosen={chosen}
          onChosen={([option]) => onAnswer(option === undefined ? undefined : { option })}
          locked={locked}
        />
      )}
      <Takeaway html={feedback?.takeaway} />
    </>
  )
}
