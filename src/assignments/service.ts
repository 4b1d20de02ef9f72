/** What can happen around what somebody has to learn. */
export { assign, demandDueDay, nameOne, namesOne, personInReach, planFields, type AssignInput } from './service/assign.ts'
export { endAssignment } from './service/end.ts'
export { listAssignments } from './service/list.ts'
export { assignable } from './service/assignable.ts'
export { assignedTo, requiredOf } from './service/required.ts'
