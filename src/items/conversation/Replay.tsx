import type { Feedback, TurnFeedback } from '../../grading/verdict.ts'
import { Html, Words } from '../ui/Html.tsx'
import { Mark } from '../ui/Mark.tsx'
import { Why } from '../ui/OptionResults.tsx'
import { speakerOf } from '../ui/words.ts'
import type { ConversationPrompt } from './index.ts'
import { sceneAfter, type Turn } from './path.ts'

interface ReplayProps {
  prompt: ConversationPrompt
  turns: Turn[]
  feedback: Feedback
}

/** The conversation once more, with what each reply was worth and what would have been better. */
export function Replay({ prompt, turns, feedback }: ReplayProps) {
  return (
    <div class="talk told">
      {feedback.turns?.map((turn, n) => (
        <ReplayedTurn key={n} turn={turn} prompt={prompt} better={feedback.options?.find(({ key }) => key === turn.best)} />
      ))}
      <Html class="said" html={sceneAfter(prompt, turns).html} />
    </div>
  )
}

interface ReplayedTurnProps {
  prompt: ConversationPrompt
  turn: TurnFeedback
  better: NonNullable<Feedback['options']>[number] | undefined
}

function ReplayedTurn({ prompt, turn, better }: ReplayedTurnProps) {
  const scene = prompt.scenes.find(({ key }) => key === turn.scene)
  const words = (option: string) => scene?.options.find(({ key }) => key === option)?.html
  const speaker = speakerOf(scene?.html ?? '')
  return (
    <div class="turn">
      <Html class="said" html={scene?.html} />
      <div class="reply">
        <span class="vh">You: </span>
        <Words html={words(turn.chosen)} />
        <div class="note">
          <Mark mark={turn.mark} />
          <Why result={turn} speaker={speaker} />
        </div>
      </div>
      {turn.chosen !== turn.best && (
        <div class="reply better">
          <p class="mark good">
            <span aria-hidden="true">●</span> At this point the best reply was
          </p>
          <Words html={words(turn.best)} />
          {better && <Why result={better} speaker={speaker} />}
        </div>
      )}
    </div>
  )
}
