// Microsoft Entra in front of the HTTP functions. The keys of the functions stay needed besides: both must be right.
targetScope = 'resourceGroup'

@description('Name of the function app.')
param appName string

@description('Client id of the app registration that stands for the HTTP functions.')
param entraClientId string

@description('Object ids of the users and identities that may call.')
param callerIds array

@description('Object ids of the groups whose members may call; their tokens must carry the groups.')
param callerGroupIds array

resource app 'Microsoft.Web/sites@2024-04-01' existing = {
  name: appName
}

resource authentication 'Microsoft.Web/sites/config@2024-04-01' = {
  parent: app
  name: 'authsettingsV2'
  properties: {
    platform: {
      enabled: true
    }
    globalValidation: {
      requireAuthentication: true
      unauthenticatedClientAction: 'Return401'
    }
    httpSettings: {
      requireHttps: true
    }
    login: {
      tokenStore: {
        enabled: false
      }
    }
    identityProviders: {
      azureActiveDirectory: {
        enabled: true
        registration: {
          clientId: entraClientId
          openIdIssuer: '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
        }
        validation: {
          allowedAudiences: [
            entraClientId
            'api://${entraClientId}'
          ]
          defaultAuthorizationPolicy: {
            allowedPrincipals: {
              identities: callerIds
              groups: callerGroupIds
            }
          }
        }
      }
    }
  }
}

@description('Resource ID of the authentication settings.')
output id string = authentication.id
