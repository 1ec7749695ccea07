import { route } from '@/lib/api/route'
import { feedbackRequest } from '@/lib/chat/feedback-request'
import { rateAnswer } from '@/lib/chat/rate-answer'

export const POST = route({ access: 'user', body: feedbackRequest }, ({ user, body }) =>
  rateAnswer(user, body),
)
