type Option = { value: string; label: string }

/** Each name once, by the alphabet, and `chosen` even where it does not occur. */
export function namesToChoose(names: readonly string[], chosen: string | null): Option[] {
  return [...new Set(names.concat(chosen ?? []))].sort().map((name) => ({ value: name, label: name }))
}

/** By their names, and `chosen` even where it does not occur. */
export function projectsToChoose(
  projects: readonly { id: string; name: string }[],
  chosen: string | null,
): Option[] {
  const options = projects
    .map(({ id, name }) => ({ value: id, label: name }))
    .sort((a, b) => a.label.localeCompare(b.label, 'en'))
  const isMissing = chosen !== null && !options.some(({ value }) => value === chosen)
  return isMissing ? [...options, { value: chosen, label: 'A project without calls' }] : options
}
