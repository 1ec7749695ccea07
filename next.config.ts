import type { NextConfig } from 'next'

const config: NextConfig = {
  typedRoutes: true,
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: ['pino'],
  // The strict Content-Security-Policy of proxy.ts needs every page rendered per request.
  logging: { incomingRequests: false },
}

export default config
