import { guardFields } from '../../../ui/unsaved.ts'
import { idFrom } from '../../ids.ts'

/** The id follows the title until somebody writes one of their own. */
const title = document.querySelector<HTMLInputElement>('#title')
const id = document.querySelector<HTMLInputElement>('#id')
let proposed = ''
title?.addEventListener('input', () => {
  if (!id || id.value !== proposed) return
  id.value = proposed = idFrom(title.value)
})

const form = document.querySelector<HTMLFormElement>('main form')
if (form) guardFields(form)
