import { expect, test } from 'vitest'
import { openSchool } from '../world.ts'
test('probe', async () => {
  const t0 = performance.now()
  const world = await openSchool()
  const t1 = performance.now()
  const mia = await world.person('Mia')
  const t2 = performance.now()
  const r = await world.reads(mia, 'brewing')
  const t3 = performance.now()
  console.log(t1-t0, t2-t1, t3-t2, JSON.stringify(r, null, 1))
  world.nextMorning()
  console.log(new Date(world.clock.now()).toISOString())
  console.log(JSON.stringify(await world.reviews(mia), null, 1))
  for (let i=0;i<5;i++) { const a=performance.now(); const w = await openSchool(); const b=performance.now(); await w.person('X'); const c= performance.now(); await w.app.system.memory.verify(); console.log(b-a, c-b, performance.now()-c); w.close() }
  world.close()
})
