targetScope = 'resourceGroup'

param undescribed string

@description('An enumeration without its list.')
param networkMode string

@description('A secret in the open.')
param adminPassword string

@secure()
@description('A secret with a default.')
param accessKey string = 'hunter2'

@secure()
@description('A secret as it should be.')
param apiKey string

var misspelt = netwrkMode

resource old 'Microsoft.Web/sites@2020-06-01' existing = {
  name: 'a'
}

resource unknown 'Microsoft.Web/elsewhere@2024-04-01' existing = {
  name: 'a'
}

resource bare 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid('a')
  properties: {
    principalId: misspelt
    roleDefinitionId: 'b'
  }
}

var rows = [
  loadJsonContent('missing.json')
  loadTextContent('broken-syntax.bicep')
]

module foreign 'br/public:avm/res/web/site:1.0.0' = {
  name: 'foreign'
}

module absent 'absent.bicep' = {
  name: 'absent'
}

module called 'called.bicep' = {
  name: 'called'
  params: {
    surplus: rows
  }
}

@description('A secret.')
output keys string = old.listKeys().value

@description('A secret under another name.')
output harmless string = apiKey

@description('What a module does not give.')
output nothing string = called.outputs.nothing

resource search 'Microsoft.OperationalInsights/workspaces/savedSearches@2025-07-01' = {
  name: 'a/b'
  properties: {
    category: 'c'
  }
}

resource changing 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid('a')
  properties: {
    permissions: [
      {
        actions: filter(rows, row => row != networkMode)
      }
    ]
  }
}
