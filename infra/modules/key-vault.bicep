// The vault with a service account token for each cluster, and nothing else.
targetScope = 'resourceGroup'

@description('Name of the vault.')
param name string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Principal that the app runs as.')
param appPrincipalId string

@description('Object id of the user or group that puts the tokens in; empty: nobody yet.')
param tokenWriterId string

@description('What tokenWriterId is.')
@allowed([
  'User'
  'Group'
  'ServicePrincipal'
])
param tokenWriterType string

@description('public: reached over the internet, by identities with a role; private: only through a private endpoint.')
@allowed([
  'public'
  'private'
])
param networkMode string

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enableSoftDelete: true
    enablePurgeProtection: true
    publicNetworkAccess: networkMode == 'private' ? 'Disabled' : 'Enabled'
    networkAcls: {
      bypass: 'None'
      defaultAction: networkMode == 'private' ? 'Deny' : 'Allow'
    }
  }
}

var secretsUser = '4633458b-17de-408a-b874-0445c86b69e6'
var secretsOfficer = 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7'

resource appReadsTokens 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, appPrincipalId, secretsUser)
  scope: vault
  properties: {
    description: 'The app reads the token of each cluster that it enters.'
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', secretsUser)
  }
}

resource writerStoresTokens 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(tokenWriterId)) {
  name: guid(vault.id, tokenWriterId, secretsOfficer)
  scope: vault
  properties: {
    description: 'Puts the tokens of the clusters in and takes them out; not for the app.'
    principalId: tokenWriterId
    principalType: tokenWriterType
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', secretsOfficer)
  }
}

@description('Resource ID of the vault.')
output id string = vault.id

@description('Name of the vault.')
output name string = vault.name

@description('Address of the vault.')
output uri string = vault.properties.vaultUri
