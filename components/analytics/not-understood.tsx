/** Says which parts of its address a page does without. */
export function NotUnderstood({ fields }: { fields: readonly string[] }) {
  if (fields.length === 0) return null
  return (
    <p role="status" className="text-sm break-words text-warn">
      Not understood in the address, and left out: {fields.join(', ')}.
    </p>
  )
}
