export type Json =
  | string
  | number
  | boolean
  | null
  | { [key: string]: Json | undefined }
  | Json[]

export type Database = {
  // Allows to automatically instantiate createClient with right options
  // instead of createClient<Database, { PostgrestVersion: 'XX' }>(URL, KEY)
  __InternalSupabase: {
    PostgrestVersion: "13"
  }
  public: {
    Tables: {
      alerts: {
        Row: {
          compared_days: number
          compared_with: string
          day: string
          dismissed_at: string | null
          dismissed_by: string | null
          dismissed_measured: number | null
          ends_at: string
          external_user_id: string | null
          feature: string | null
          id: string
          is_open: boolean
          kind: string
          measured: number
          model: string | null
          provider: string | null
          raised_at: string
          starts_at: string
          subject: string
          team_id: string
          unusual_from: number
          user_id: string | null
          usual: number
        }
        Insert: {
          compared_days: number
          compared_with: string
          day: string
          dismissed_at?: string | null
          dismissed_by?: string | null
          dismissed_measured?: number | null
          ends_at: string
          external_user_id?: string | null
          feature?: string | null
          id?: string
          is_open?: never
          kind: string
          measured: number
          model?: string | null
          provider?: string | null
          raised_at?: string
          starts_at: string
          subject: string
          team_id: string
          unusual_from: number
          user_id?: string | null
          usual: number
        }
        Update: {
          compared_days?: number
          compared_with?: string
          day?: string
          dismissed_at?: string | null
          dismissed_by?: string | null
          dismissed_measured?: number | null
          ends_at?: string
          external_user_id?: string | null
          feature?: string | null
          id?: string
          is_open?: never
          kind?: string
          measured?: number
          model?: string | null
          provider?: string | null
          raised_at?: string
          starts_at?: string
          subject?: string
          team_id?: string
          unusual_from?: number
          user_id?: string | null
          usual?: number
        }
        Relationships: [
          {
            foreignKeyName: "alerts_dismissed_by_fkey"
            columns: ["dismissed_by"]
            referencedRelation: "profiles"
            referencedColumns: ["user_id"]
          },
          {
            foreignKeyName: "alerts_team_id_fkey"
            columns: ["team_id"]
            referencedRelation: "teams"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "alerts_user_id_fkey"
            columns: ["user_id"]
            referencedRelation: "profiles"
            referencedColumns: ["user_id"]
          },
        ]
      }
      answer_signals: {
        Row: {
          conversation_id: string | null
          created_at: string
          message_id: string
          signal: string
          team_id: string
          txid: number
          user_id: string | null
        }
        Insert: {
          conversation_id?: string | null
          created_at?: string
          message_id: string
          signal: string
          team_id: string
          txid?: number
          user_id?: string | null
        }
        Update: {
          conversation_id?: string | null
          created_at?: string
          message_id?: string
          signal?: string
          team_id?: string
          txid?: number
          user_id?: string | null
        }
        Relationships: [
          {
            foreignKeyName: "answer_signals_team_id_fkey"
            columns: ["team_id"]
            referencedRelation: "teams"
            referencedColumns: ["id"]
          },
        ]
      }
      api_keys: {
        Row: {
          created_at: string
          created_by: string | null
          id: string
          key_hash: string
          last_used_at: string | null
          name: string
          prefix: string
          revoked_at: string | null
          team_id: string
        }
        Insert: {
          created_at?: string
          created_by?: string | null
          id?: string
          key_hash: string
          last_used_at?: string | null
          name: string
          prefix: string
          revoked_at?: string | null
          team_id: string
        }
        Update: {
          created_at?: string
          created_by?: string | null
          id?: string
          key_hash?: string
          last_used_at?: string | null
          name?: string
          prefix?: string
          revoked_at?: string | null
          team_id?: string
        }
        Relationships: [
          {
            foreignKeyName: "api_keys_created_by_fkey"
            columns: ["created_by"]
            referencedRelation: "profiles"
            referencedColumns: ["user_id"]
          },
          {
            foreignKeyName: "api_keys_team_id_fkey"
            columns: ["team_id"]
            referencedRelation: "teams"
            referencedColumns: ["id"]
          },
        ]
      }
      conversations: {
        Row: {
          created_at: string
          id: string
          model: string | null
          priority: string
          provider: string | null
          team_id: string
          title: string
          updated_at: string
          user_id: string
        }
        Insert: {
          created_at?: string
          id: string
          model?: string | null
          priority?: string
          provider?: string | null
          team_id: string
          title: string
          updated_at?: string
          user_id: string
        }
        Update: {
          created_at?: string
          id?: string
          model?: string | null
          priority?: string
          provider?: string | null
          team_id?: string
          title?: string
          updated_at?: string
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: "conversations_team_id_fkey"
            columns: ["team_id"]
            referencedRelation: "teams"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "conversations_user_id_fkey"
            columns: ["user_id"]
            referencedRelation: "profiles"
            referencedColumns: ["user_id"]
          },
        ]
      }
      invitations: {
        Row: {
          accepted_at: string | null
          created_at: string
          created_by: string | null
          expires_at: string
          id: string
          role: string
          team_id: string
          token_hash: string
        }
        Insert: {
          accepted_at?: string | null
          created_at?: string
          created_by?: string | null
          expires_at?: string
          id?: string
          role: string
          team_id: string
          token_hash: string
        }
        Update: {
          accepted_at?: string | null
          created_at?: string
          created_by?: string | null
          expires_at?: string
          id?: string
          role?: string
          team_id?: string
          token_hash?: string
        }
        Relationships: [
          {
            foreignKeyName: "invitations_created_by_fkey"
            columns: ["created_by"]
            referencedRelation: "profiles"
            referencedColumns: ["user_id"]
          },
          {
            foreignKeyName: "invitations_team_id_fkey"
            columns: ["team_id"]
            referencedRelation: "teams"
            referencedColumns: ["id"]
          },
        ]
      }
      message_feedback: {
        Row: {
          comment: string | null
          conversation_id: string
          created_at: string
          id: string
          message_id: string
          old_rating: number
          rating: number
          team_id: string
          txid: number
          user_id: string | null
        }
        Insert: {
          comment?: string | null
          conversation_id: string
          created_at?: string
          id?: string
          message_id: string
          old_rating?: number
          rating: number
          team_id: string
          txid?: number
          user_id?: string | null
        }
        Update: {
          comment?: string | null
          conversation_id?: string
          created_at?: string
          id?: string
          message_id?: string
          old_rating?: number
          rating?: number
          team_id?: string
          txid?: number
          user_id?: string | null
        }
        Relationships: [
          {
            foreignKeyName: "message_feedback_team_id_fkey"
            columns: ["team_id"]
            referencedRelation: "teams"
            referencedColumns: ["id"]
          },
        ]
      }
      messages: {
        Row: {
          content: string
          conversation_id: string
          created_at: string
          id: string
          model: string | null
          outcome: string | null
          provider: string | null
          rating: number
          recommendation_id: string | null
          reply_to_id: string | null
          role: string
          team_id: string
          user_id: string
        }
        Insert: {
          content: string
          conversation_id: string
          created_at?: string
          id: string
          model?: string | null
          outcome?: string | null
          provider?: string | null
          rating?: number
          recommendation_id?: string | null
          reply_to_id?: string | null
          role: string
          team_id: string
          user_id: string
        }
        Update: {
          content?: string
          conversation_id?: string
          created_at?: string
          id?: string
          model?: string | null
          outcome?: string | null
          provider?: string | null
          rating?: number
          recommendation_id?: string | null
          reply_to_id?: string | null
          role?: string
          team_id?: string
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: "messages_team_id_conversation_id_user_id_fkey"
            columns: ["team_id", "conversation_id", "user_id"]
            referencedRelation: "conversations"
            referencedColumns: ["team_id", "id", "user_id"]
          },
        ]
      }
      model_changes: {
        Row: {
          calls_after: number
          changed_at: string
          direction: string
          found_at: string
          id: string
          model: string
          provider: string
          success_after: number
          success_before: number
          task_type: string | null
          team_id: string
          txid: number
        }
        Insert: {
          calls_after: number
          changed_at: string
          direction: string
          found_at?: string
          id?: string
          model: string
          provider: string
          success_after: number
          success_before: number
          task_type?: string | null
          team_id: string
          txid?: number
        }
        Update: {
          calls_after?: number
          changed_at?: string
          direction?: string
          found_at?: string
          id?: string
          model?: string
          provider?: string
          success_after?: number
          success_before?: number
          task_type?: string | null
          team_id?: string
          txid?: number
        }
        Relationships: [
          {
            foreignKeyName: "model_changes_team_id_fkey"
            columns: ["team_id"]
            referencedRelation: "teams"
            referencedColumns: ["id"]
          },
        ]
      }
      model_performance_metrics: {
        Row: {
          cache_read_usd_per_mtok: number | null
          cache_write_tokens: number | null
          cache_write_usd_per_mtok: number | null
          cached: boolean
          cached_input_tokens: number | null
          confidence_score: number | null
          conversation_id: string | null
          cost_usd: number | null
          error_kind: string | null
          error_message: string | null
          external_user_id: string | null
          feature: string
          id: string
          input_tokens: number | null
          input_usd_per_mtok: number | null
          message_id: string | null
          metadata: NonNullable<Json>
          model: string
          outcome: string
          output_tokens: number | null
          output_usd_per_mtok: number | null
          project_id: string | null
          provider: string
          reasoning_tokens: number | null
          reasoning_usd_per_mtok: number | null
          recommendation_id: string | null
          request_id: string | null
          response_model: string | null
          response_time_ms: number | null
          run_id: string | null
          source: string
          success: boolean | null
          task_complexity: string
          task_type: string
          team_id: string
          time_to_first_token_ms: number | null
          timestamp: string
          tokens_used: number | null
          txid: number
          usage_estimated: boolean
          user_id: string | null
          user_rating: number
        }
        Insert: {
          cache_read_usd_per_mtok?: number | null
          cache_write_tokens?: number | null
          cache_write_usd_per_mtok?: number | null
          cached?: boolean
          cached_input_tokens?: number | null
          confidence_score?: number | null
          conversation_id?: string | null
          cost_usd?: number | null
          error_kind?: string | null
          error_message?: string | null
          external_user_id?: string | null
          feature?: string
          id: string
          input_tokens?: number | null
          input_usd_per_mtok?: number | null
          message_id?: string | null
          metadata?: NonNullable<Json>
          model: string
          outcome: string
          output_tokens?: number | null
          output_usd_per_mtok?: number | null
          project_id?: string | null
          provider: string
          reasoning_tokens?: number | null
          reasoning_usd_per_mtok?: number | null
          recommendation_id?: string | null
          request_id?: string | null
          response_model?: string | null
          response_time_ms?: number | null
          run_id?: string | null
          source?: string
          success?: never
          task_complexity?: string
          task_type?: string
          team_id: string
          time_to_first_token_ms?: number | null
          timestamp: string
          tokens_used?: number | null
          txid?: number
          usage_estimated?: boolean
          user_id?: string | null
          user_rating?: number
        }
        Update: {
          cache_read_usd_per_mtok?: number | null
          cache_write_tokens?: number | null
          cache_write_usd_per_mtok?: number | null
          cached?: boolean
          cached_input_tokens?: number | null
          confidence_score?: number | null
          conversation_id?: string | null
          cost_usd?: number | null
          error_kind?: string | null
          error_message?: string | null
          external_user_id?: string | null
          feature?: string
          id?: string
          input_tokens?: number | null
          input_usd_per_mtok?: number | null
          message_id?: string | null
          metadata?: NonNullable<Json>
          model?: string
          outcome?: string
          output_tokens?: number | null
          output_usd_per_mtok?: number | null
          project_id?: string | null
          provider?: string
          reasoning_tokens?: number | null
          reasoning_usd_per_mtok?: number | null
          recommendation_id?: string | null
          request_id?: string | null
          response_model?: string | null
          response_time_ms?: number | null
          run_id?: string | null
          source?: string
          success?: never
          task_complexity?: string
          task_type?: string
          team_id?: string
          time_to_first_token_ms?: number | null
          timestamp?: string
          tokens_used?: number | null
          txid?: number
          usage_estimated?: boolean
          user_id?: string | null
          user_rating?: number
        }
        Relationships: [
          {
            foreignKeyName: "model_performance_metrics_team_id_fkey"
            columns: ["team_id"]
            referencedRelation: "teams"
            referencedColumns: ["id"]
          },
        ]
      }
      model_prices: {
        Row: {
          cache_read_usd_per_mtok: number | null
          cache_write_usd_per_mtok: number | null
          input_usd_per_mtok: number
          model: string
          output_usd_per_mtok: number
          provider: string
          reasoning_usd_per_mtok: number | null
          team_id: string | null
          valid_from: string
        }
        Insert: {
          cache_read_usd_per_mtok?: number | null
          cache_write_usd_per_mtok?: number | null
          input_usd_per_mtok: number
          model: string
          output_usd_per_mtok: number
          provider: string
          reasoning_usd_per_mtok?: number | null
          team_id?: string | null
          valid_from: string
        }
        Update: {
          cache_read_usd_per_mtok?: number | null
          cache_write_usd_per_mtok?: number | null
          input_usd_per_mtok?: number
          model?: string
          output_usd_per_mtok?: number
          provider?: string
          reasoning_usd_per_mtok?: number | null
          team_id?: string | null
          valid_from?: string
        }
        Relationships: [
          {
            foreignKeyName: "model_prices_team_id_fkey"
            columns: ["team_id"]
            referencedRelation: "teams"
            referencedColumns: ["id"]
          },
        ]
      }
      profiles: {
        Row: {
          created_at: string
          display_name: string
          email: string
          user_id: string
        }
        Insert: {
          created_at?: string
          display_name: string
          email: string
          user_id: string
        }
        Update: {
          created_at?: string
          display_name?: string
          email?: string
          user_id?: string
        }
        Relationships: []
      }
      projects: {
        Row: {
          created_at: string
          id: string
          name: string
          team_id: string
        }
        Insert: {
          created_at?: string
          id?: string
          name: string
          team_id: string
        }
        Update: {
          created_at?: string
          id?: string
          name?: string
          team_id?: string
        }
        Relationships: [
          {
            foreignKeyName: "projects_team_id_fkey"
            columns: ["team_id"]
            referencedRelation: "teams"
            referencedColumns: ["id"]
          },
        ]
      }
      recommendations: {
        Row: {
          candidate_count: number
          candidates: NonNullable<Json>
          chosen_by: string
          confidence: number | null
          conversation_id: string | null
          created_at: string
          default_model: string | null
          default_provider: string | null
          draw: number | null
          explored: boolean
          id: string
          message_id: string | null
          model: string
          predicted_cost_usd: number | null
          predicted_latency_ms: number | null
          predicted_satisfaction: number | null
          predicted_success: number | null
          priority: string
          probability: number | null
          provider: string
          reason: string
          task_complexity: string
          task_type: string
          team_id: string
          user_id: string | null
        }
        Insert: {
          candidate_count?: never
          candidates?: NonNullable<Json>
          chosen_by: string
          confidence?: number | null
          conversation_id?: string | null
          created_at?: string
          default_model?: string | null
          default_provider?: string | null
          draw?: number | null
          explored?: boolean
          id: string
          message_id?: string | null
          model: string
          predicted_cost_usd?: number | null
          predicted_latency_ms?: number | null
          predicted_satisfaction?: number | null
          predicted_success?: number | null
          priority: string
          probability?: number | null
          provider: string
          reason: string
          task_complexity: string
          task_type: string
          team_id: string
          user_id?: string | null
        }
        Update: {
          candidate_count?: never
          candidates?: NonNullable<Json>
          chosen_by?: string
          confidence?: number | null
          conversation_id?: string | null
          created_at?: string
          default_model?: string | null
          default_provider?: string | null
          draw?: number | null
          explored?: boolean
          id?: string
          message_id?: string | null
          model?: string
          predicted_cost_usd?: number | null
          predicted_latency_ms?: number | null
          predicted_satisfaction?: number | null
          predicted_success?: number | null
          priority?: string
          probability?: number | null
          provider?: string
          reason?: string
          task_complexity?: string
          task_type?: string
          team_id?: string
          user_id?: string | null
        }
        Relationships: [
          {
            foreignKeyName: "recommendations_team_id_fkey"
            columns: ["team_id"]
            referencedRelation: "teams"
            referencedColumns: ["id"]
          },
        ]
      }
      runs: {
        Row: {
          finished_at: string | null
          id: string
          metadata: NonNullable<Json>
          mode: string | null
          project_id: string | null
          qa_status: string
          source: string
          started_at: string
          status: string
          team_id: string
        }
        Insert: {
          finished_at?: string | null
          id: string
          metadata?: NonNullable<Json>
          mode?: string | null
          project_id?: string | null
          qa_status?: string
          source: string
          started_at: string
          status: string
          team_id: string
        }
        Update: {
          finished_at?: string | null
          id?: string
          metadata?: NonNullable<Json>
          mode?: string | null
          project_id?: string | null
          qa_status?: string
          source?: string
          started_at?: string
          status?: string
          team_id?: string
        }
        Relationships: [
          {
            foreignKeyName: "runs_team_id_fkey"
            columns: ["team_id"]
            referencedRelation: "teams"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "runs_team_id_project_id_fkey"
            columns: ["team_id", "project_id"]
            referencedRelation: "projects"
            referencedColumns: ["team_id", "id"]
          },
        ]
      }
      set_aside_events: {
        Row: {
          event: string
          id: string
          kind: string
          reason: string
          set_aside_at: string
          team_id: string
          user_id: string | null
        }
        Insert: {
          event: string
          id: string
          kind: string
          reason: string
          set_aside_at: string
          team_id: string
          user_id?: string | null
        }
        Update: {
          event?: string
          id?: string
          kind?: string
          reason?: string
          set_aside_at?: string
          team_id?: string
          user_id?: string | null
        }
        Relationships: [
          {
            foreignKeyName: "set_aside_events_team_id_fkey"
            columns: ["team_id"]
            referencedRelation: "teams"
            referencedColumns: ["id"]
          },
        ]
      }
      team_members: {
        Row: {
          joined_at: string
          role: string
          team_id: string
          user_id: string
        }
        Insert: {
          joined_at?: string
          role: string
          team_id: string
          user_id: string
        }
        Update: {
          joined_at?: string
          role?: string
          team_id?: string
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: "team_members_team_id_fkey"
            columns: ["team_id"]
            referencedRelation: "teams"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "team_members_user_id_fkey"
            columns: ["user_id"]
            referencedRelation: "profiles"
            referencedColumns: ["user_id"]
          },
        ]
      }
      teams: {
        Row: {
          analytics_enabled: boolean
          created_at: string
          explore_max: number
          explore_min: number
          id: string
          is_demo: boolean
          keeps_trace_text: boolean
          leads_see_text: boolean
          name: string
          quality_floor: number
          retention_days: number
          time_series_days: number
          time_zone: string
        }
        Insert: {
          analytics_enabled?: boolean
          created_at?: string
          explore_max?: number
          explore_min?: number
          id?: string
          is_demo?: boolean
          keeps_trace_text?: boolean
          leads_see_text?: boolean
          name: string
          quality_floor?: number
          retention_days?: number
          time_series_days?: number
          time_zone?: string
        }
        Update: {
          analytics_enabled?: boolean
          created_at?: string
          explore_max?: number
          explore_min?: number
          id?: string
          is_demo?: boolean
          keeps_trace_text?: boolean
          leads_see_text?: boolean
          name?: string
          quality_floor?: number
          retention_days?: number
          time_series_days?: number
          time_zone?: string
        }
        Relationships: []
      }
    }
    Views: {
      best_model_by_task: {
        Row: {
          avg_response_time_ms: number | null
          calls: number | null
          confidence: number | null
          model: string | null
          provider: string | null
          quality: number | null
          quality_score: number | null
          satisfaction: number | null
          success_rate: number | null
          task_type: string | null
          team_id: string | null
        }
        Relationships: []
      }
      model_avg_response_time: {
        Row: {
          avg_response_time_ms: number | null
          calls: number | null
          max_response_time_ms: number | null
          median_response_time_ms: number | null
          min_response_time_ms: number | null
          model: string | null
          p95_response_time_ms: number | null
          provider: string | null
          team_id: string | null
        }
        Relationships: []
      }
      model_performance_trends: {
        Row: {
          avg_response_time_ms: number | null
          calls: number | null
          day: string | null
          judged_calls: number | null
          model: string | null
          provider: string | null
          rated: number | null
          satisfaction: number | null
          success_rate: number | null
          team_id: string | null
          timed_calls: number | null
        }
        Relationships: []
      }
      model_success_rate: {
        Row: {
          calls: number | null
          failed: number | null
          model: string | null
          provider: string | null
          stopped: number | null
          succeeded: number | null
          success_rate: number | null
          team_id: string | null
        }
        Relationships: []
      }
      model_token_efficiency: {
        Row: {
          calls: number | null
          cost_usd_per_call: number | null
          cost_usd_per_success: number | null
          model: string | null
          priced_calls: number | null
          priced_successes: number | null
          provider: string | null
          succeeded: number | null
          task_type: string | null
          team_id: string | null
          token_calls: number | null
          tokens_per_call: number | null
          tokens_per_success: number | null
          total_cost_usd: number | null
          total_tokens: number | null
        }
        Relationships: []
      }
      model_user_satisfaction: {
        Row: {
          calls: number | null
          model: string | null
          provider: string | null
          rated: number | null
          response_rate: number | null
          satisfaction: number | null
          team_id: string | null
          thumbs_down: number | null
          thumbs_up: number | null
        }
        Relationships: []
      }
      usage_daily: {
        Row: {
          cost_usd: number | null
          day: string | null
          external_user_id: string | null
          failures: number | null
          feature: string | null
          input_tokens: number | null
          model: string | null
          output_tokens: number | null
          priced_requests: number | null
          project_id: string | null
          provider: string | null
          requests: number | null
          team_id: string | null
          total_tokens: number | null
          user_id: string | null
        }
        Relationships: []
      }
    }
    Functions: {
      accept_invitation: { Args: { p_token: string }; Returns: Json }
      cleanup_old_performance_data: {
        Args: Record<PropertyKey, never>
        Returns: Json
      }
      create_api_key: {
        Args: { p_name: string; p_team_id: string }
        Returns: Json
      }
      create_invitation: {
        Args: { p_role: string; p_team_id: string }
        Returns: Json
      }
      create_team: {
        Args: { p_name: string; p_time_zone: string }
        Returns: Json
      }
      delete_my_account: {
        Args: Record<PropertyKey, never>
        Returns: undefined
      }
      dismiss_alerts: {
        Args: { p_ids: string[]; p_team_id: string }
        Returns: number
      }
      ensure_call_partitions: {
        Args: Record<PropertyKey, never>
        Returns: number
      }
      export_call_log: {
        Args: {
          p_before?: string
          p_before_id?: string
          p_filter: Json
          p_lead_id: string
          p_limit: number
          p_team_id: string
        }
        Returns: Json
      }
      export_my_data: { Args: Record<PropertyKey, never>; Returns: Json }
      get_alerts: { Args: { p_team_id: string }; Returns: Json }
      get_best_model_for_task: {
        Args: { priority?: string; task_type: string; team_id?: string }
        Returns: Json
      }
      get_call: { Args: { p_id: string; p_team_id: string }; Returns: Json }
      get_call_log: {
        Args: {
          p_before?: string
          p_before_id?: string
          p_filter: Json
          p_limit: number
          p_team_id: string
        }
        Returns: Json
      }
      get_call_log_counts: {
        Args: { p_filter: Json; p_team_id: string }
        Returns: Json
      }
      get_call_log_options: { Args: { p_team_id: string }; Returns: Json }
      get_counted_zone: { Args: { p_team_id: string }; Returns: Json }
      get_model_performance_summary: {
        Args: { days?: number; team_id?: string }
        Returns: Json
      }
      get_models_analytics: {
        Args: {
          p_days?: number
          p_feature?: string
          p_from?: string
          p_model?: string
          p_project_id?: string
          p_provider?: string
          p_task_type?: string
          p_team_id: string
          p_to?: string
        }
        Returns: Json
      }
      get_my_teams: { Args: Record<PropertyKey, never>; Returns: Json }
      get_prediction_accuracy: {
        Args: {
          p_days?: number
          p_from?: string
          p_subject_type?: string
          p_team_id: string
          p_to?: string
        }
        Returns: Json
      }
      get_prices: { Args: { p_team_id: string }; Returns: Json }
      get_recommendation_ledger: {
        Args: {
          p_days?: number
          p_from?: string
          p_task_type?: string
          p_team_id: string
          p_to?: string
        }
        Returns: Json
      }
      get_recommender_evidence: { Args: { p_team_id: string }; Returns: Json }
      get_team_recording: { Args: { p_team_id: string }; Returns: Json }
      get_team_usage: {
        Args: {
          p_days?: number
          p_from?: string
          p_team_id: string
          p_to?: string
          p_users?: number
        }
        Returns: Json
      }
      get_usage: {
        Args: {
          p_days?: number
          p_from?: string
          p_team_id: string
          p_to?: string
          p_user_id?: string
        }
        Returns: Json
      }
      raise_alerts: { Args: Record<PropertyKey, never>; Returns: Json }
      read_invitation: { Args: { p_token: string }; Returns: Json }
      rebuild_rollups: { Args: Record<PropertyKey, never>; Returns: Json }
      record_events: { Args: { events: Json }; Returns: Json }
      record_model_changes: {
        Args: { p_changes: Json; p_team_id: string }
        Returns: number
      }
      record_set_aside: { Args: { events: Json }; Returns: number }
      reset_watermark: { Args: Record<PropertyKey, never>; Returns: Json }
      revoke_api_key: {
        Args: { p_key_id: string; p_team_id: string }
        Returns: undefined
      }
      roll_up: { Args: Record<PropertyKey, never>; Returns: Json }
      submit_message_feedback: {
        Args: {
          p_comment?: string
          p_conversation_id: string
          p_message_id?: string
          p_rating: number
          p_team_id: string
        }
        Returns: Json
      }
      tend_answer_signals: { Args: Record<PropertyKey, never>; Returns: Json }
      use_api_key: { Args: { p_key_hash: string }; Returns: Json }
    }
    Enums: {
      [_ in never]: never
    }
    CompositeTypes: {
      [_ in never]: never
    }
  }
}

type DatabaseWithoutInternals = Omit<Database, "__InternalSupabase">

type DefaultSchema = DatabaseWithoutInternals[Extract<keyof Database, "public">]

export type Tables<
  DefaultSchemaTableNameOrOptions extends
    | keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends (DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
        DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])
    : never) = never,
> = DefaultSchemaTableNameOrOptions extends {
  schema: keyof DatabaseWithoutInternals
}
  ? (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
      DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])[TableName] extends {
      Row: infer R
    }
    ? R
    : never
  : DefaultSchemaTableNameOrOptions extends keyof (DefaultSchema["Tables"] &
        DefaultSchema["Views"])
    ? (DefaultSchema["Tables"] &
        DefaultSchema["Views"])[DefaultSchemaTableNameOrOptions] extends {
        Row: infer R
      }
      ? R
      : never
    : never

export type TablesInsert<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends (DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never) = never,
> = DefaultSchemaTableNameOrOptions extends {
  schema: keyof DatabaseWithoutInternals
}
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Insert: infer I
    }
    ? I
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
    ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
        Insert: infer I
      }
      ? I
      : never
    : never

export type TablesUpdate<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends (DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never) = never,
> = DefaultSchemaTableNameOrOptions extends {
  schema: keyof DatabaseWithoutInternals
}
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Update: infer U
    }
    ? U
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
    ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
        Update: infer U
      }
      ? U
      : never
    : never

export type Enums<
  DefaultSchemaEnumNameOrOptions extends
    | keyof DefaultSchema["Enums"]
    | { schema: keyof DatabaseWithoutInternals },
  EnumName extends (DefaultSchemaEnumNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"]
    : never) = never,
> = DefaultSchemaEnumNameOrOptions extends {
  schema: keyof DatabaseWithoutInternals
}
  ? DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"][EnumName]
  : DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema["Enums"]
    ? DefaultSchema["Enums"][DefaultSchemaEnumNameOrOptions]
    : never

export type CompositeTypes<
  PublicCompositeTypeNameOrOptions extends
    | keyof DefaultSchema["CompositeTypes"]
    | { schema: keyof DatabaseWithoutInternals },
  CompositeTypeName extends (PublicCompositeTypeNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"]
    : never) = never,
> = PublicCompositeTypeNameOrOptions extends {
  schema: keyof DatabaseWithoutInternals
}
  ? DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"][CompositeTypeName]
  : PublicCompositeTypeNameOrOptions extends keyof DefaultSchema["CompositeTypes"]
    ? DefaultSchema["CompositeTypes"][PublicCompositeTypeNameOrOptions]
    : never

export const Constants = {
  public: {
    Enums: {},
  },
} as const
