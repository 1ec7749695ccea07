import type { NextConfig } from 'next'

const config: NextConfig = {
  typedRoutes: true,
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: ['pino'],
  // Where exporters send to when they are given the bare address of this server.
  rewrites: async () => [{ source: '/v1/traces', destination: '/api/otlp/v1/traces' }],
  // The strict Content-Security-Policy of proxy.ts needs every page rendered per request.
  logging: { incomingRequests: false },
}

export default config
