import { defineCollection } from 'astro:content'
import { glob } from 'astro/loaders'
import { z } from 'astro/zod'

/** The handbook ships with the program and is built with it; lessons are not: they are compiled when they change. */
const handbook = defineCollection({
  loader: glob({ base: './content/handbook', pattern: '**/*.mdx' }),
  schema: z.strictObject({
    title: z.string(),
    summary: z.string(),
    /** The place among the pages of its folder. */
    order: z.number().int(),
  }),
})

export const collections = { handbook }
