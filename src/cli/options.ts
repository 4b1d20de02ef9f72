import { Option } from 'commander'
import type { Settings } from '../settings.ts'
import type { Exit } from './exit.ts'

/** What the commands are declared with. */
export interface Cli {
  /** Read when the first command asks. @throws SettingProblem */
  settings: () => Settings
  end: (code: Exit) => void
}

/** Of commands that print sentences or columns for people, and the same as JSON for programs. */
export const format = () => new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text')
