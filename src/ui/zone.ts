// A learner's day turns by the clock on the wall, and only the browser knows which wall: the server reads this cookie at the next page.
const zone = encodeURIComponent(Intl.DateTimeFormat().resolvedOptions().timeZone)
const secure = location.protocol === 'https:' ? '; secure' : ''
if (!document.cookie.split('; ').includes(`zone=${zone}`)) {
  document.cookie = `zone=${zone}; path=/; max-age=31536000; samesite=lax${secure}`
}
