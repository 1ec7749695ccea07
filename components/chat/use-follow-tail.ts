'use client'

import { type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react'

const NEAR_PX = 80

type FollowTail = {
  scroller: RefObject<HTMLDivElement | null>
  content: RefObject<HTMLDivElement | null>
  /** False once the reader has scrolled up, until they come back to the end. */
  following: boolean
  /** Goes to the end and follows it again. */
  toTail: () => void
}

/** Keeps the end of a growing text in sight, but only for a reader who is at the end. @param active false leaves all as it is */
export function useFollowTail(active: boolean): FollowTail {
  const scroller = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const pinned = useRef(true)
  const [following, setFollowing] = useState(true)

  function pin(value: boolean) {
    pinned.current = value
    setFollowing(value)
  }
  function toTail() {
    pin(true)
    const box = scroller.current
    if (box) box.scrollTop = box.scrollHeight
  }

  const onMove = useEffectEvent((isUp: boolean, isNear: boolean) => {
    // Only the reader scrolls up; growing text and our own scrolling go down.
    if (isNear) pin(true)
    else if (isUp) pin(false)
  })

  const onGrown = useEffectEvent(() => {
    const box = scroller.current
    if (active && pinned.current && box) box.scrollTop = box.scrollHeight
  })

  useEffect(() => {
    const box = scroller.current
    const inner = content.current
    if (!box || !inner) return
    let lastTop = box.scrollTop
    const onScroll = () => {
      onMove(box.scrollTop < lastTop, box.scrollHeight - box.clientHeight - box.scrollTop < NEAR_PX)
      lastTop = box.scrollTop
    }
    const grown = new ResizeObserver(() => onGrown())
    box.addEventListener('scroll', onScroll, { passive: true })
    grown.observe(inner)
    grown.observe(box)
    return () => {
      box.removeEventListener('scroll', onScroll)
      grown.disconnect()
    }
  }, [])

  return { scroller, content, following, toTail }
}
