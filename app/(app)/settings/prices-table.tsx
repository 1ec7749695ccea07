import { Badge } from '@/components/ui/badge'
import { Table, Td, Th } from '@/components/ui/table'
import { dayAt, formatDay } from '@/lib/format'
import type { PriceOverride } from '@/lib/pricing/price-overrides'
import { RemovePriceForm } from './remove-price-form'

const dollars = new Intl.NumberFormat('en-US', {
  style: 'currency',
  currency: 'USD',
  maximumFractionDigits: 8,
})

type PricesTableProps = { teamId: string; timeZone: string; prices: PriceOverride[] }

export function PricesTable({ teamId, timeZone, prices }: PricesTableProps) {
  if (prices.length === 0)
    return <p className="text-sm text-muted">None: all calls are priced by the list prices of the makers.</p>
  return (
    <Table label="Prices in place of list prices">
      <thead>
        <tr>
          <Th>Model</Th>
          <Th>For calls from</Th>
          <Th className="text-right">Input</Th>
          <Th className="text-right">Output</Th>
          <Th className="text-right">Cache read</Th>
          <Th className="text-right">Cache write</Th>
          <Th className="text-right">Reasoning</Th>
          <Th>
            <span className="sr-only">Remove</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {prices.map((price) => (
          <tr key={`${price.isOfTeam} ${price.provider} ${price.model} ${price.validFrom.toISOString()}`}>
            <Td className="whitespace-nowrap text-ink">
              {price.model} <span className="text-muted">{price.provider}</span>
            </Td>
            <Td className="whitespace-nowrap">
              {formatDay(dayAt(price.validFrom.toISOString(), timeZone), 'with year')}
            </Td>
            {pricesOf(price).map(([name, usdPerMtok]) => (
              <Td key={name} className="text-right">
                {dollars.format(usdPerMtok)}
              </Td>
            ))}
            <Td>
              {price.isOfTeam ? (
                <RemovePriceForm teamId={teamId} price={price} />
              ) : (
                <Badge>for all teams</Badge>
              )}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

function pricesOf(price: PriceOverride) {
  return [
    ['input', price.inputUsdPerMtok],
    ['output', price.outputUsdPerMtok],
    ['cache read', price.cacheReadUsdPerMtok],
    ['cache write', price.cacheWriteUsdPerMtok],
    ['reasoning', price.reasoningUsdPerMtok ?? price.outputUsdPerMtok],
  ] as const
}
