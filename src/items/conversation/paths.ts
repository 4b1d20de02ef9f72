/** Ways through a conversation, over anything that has scenes like one. The first scene is where all of them begin. */

interface Step {
  mark: string
  next: string
}

interface Scene {
  key: string
  options: readonly Step[]
}

/** Keys of all scenes to which some replies lead from the given one, itself included. */
function reachableFrom(start: string, scenes: readonly Scene[]): Set<string> {
  const seen = new Set([start])
  for (const key of seen) for (const { next } of sceneNamed(key, scenes)?.options ?? []) seen.add(next)
  return seen
}

/** Scenes that nobody can reach; of a chain of them only the first, because the rest follows from it. */
export function unreachable<S extends Scene>(scenes: readonly S[]): S[] {
  const reached = reachableFrom(scenes[0]?.key ?? '', scenes)
  const lost = scenes.filter(({ key }) => !reached.has(key))
  const isLed = ({ key }: S) => lost.some((other) => other.key !== key && other.options.some(({ next }) => next === key))
  const roots: S[] = []
  for (const scene of [...lost.filter((each) => !isLed(each)), ...lost]) {
    if (!roots.some((root) => reachableFrom(root.key, scenes).has(scene.key))) roots.push(scene)
  }
  return roots
}

/** The first scene from which no ending can be reached any more. */
export function trapped<S extends Scene>(scenes: readonly S[]): S | undefined {
  const ends = new Set(scenes.filter(({ options }) => options.length === 0).map(({ key }) => key))
  return scenes.find(({ key }) => ![...reachableFrom(key, scenes)].some((reached) => ends.has(reached)))
}

/** The scenes that the best replies lead through, the ending left out; `loop` is the scene to which they come back. */
export function bestPath<S extends Scene>(scenes: readonly S[]): { path: S[]; loop?: S } {
  const path: S[] = []
  let scene = scenes[0]
  while (scene && scene.options.length > 0) {
    if (path.includes(scene)) return { path, loop: scene }
    path.push(scene)
    scene = sceneNamed(scene.options.find(({ mark }) => mark === 'best')?.next, scenes)
  }
  return { path }
}

function sceneNamed<S extends Scene>(key: string | undefined, scenes: readonly S[]): S | undefined {
  return scenes.find((scene) => scene.key === key)
}
