import { useEffect, useRef } from 'preact/hooks'
import { Words } from './Html.tsx'
import type { Choosable } from './view.ts'

interface OptionsProps {
  id: string
  name: string
  options: Choosable[]
  /** What is asked of the learner: the group's legend. */
  how: string
  many?: boolean
  chosen: string[]
  onChosen(keys: string[]): void
  locked: boolean | undefined
}

/** The controls keep their own state, so that what was chosen before the script arrived counts too. */
export function Options({ id, name, options, how, many = false, chosen, onChosen, locked }: OptionsProps) {
  const group = useRef<HTMLFieldSetElement>(null)
  const read = () => onChosen([...group.current!.querySelectorAll<HTMLInputElement>(':checked')].map((input) => input.value))
  useEffect(read, [])
  return (
    <fieldset class="options" ref={group} disabled={locked} aria-labelledby={`${id}-q ${id}-how`} onChange={read}>
      <legend id={`${id}-how`} class={many ? 'how' : 'vh'} lang="en">
        {how}
      </legend>
      {options.map((option, place) => (
        <label key={option.key} class="option">
          <input
            class="vh"
            type={many ? 'checkbox' : 'radio'}
            name={name}
            value={option.key}
            required={!many}
            defaultChecked={chosen.includes(option.key)}
            data-digit={place + 1}
          />
          <Key place={place} />
          <Words html={option.html} />
        </label>
      ))}
    </fieldset>
  )
}

/** Shows the key that chooses; a screen reader hears the place from the group itself. */
export function Key({ place }: { place: number }) {
  return (
    <span class="key" aria-hidden="true">
      {place + 1}
    </span>
  )
}
