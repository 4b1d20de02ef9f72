import { email } from './email/index.ts'
import type { Integration } from './integration.ts'

export const integrations: readonly Integration[] = [email]
